import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { acting, UsageError } from './acting.js';
import { withServices } from './context.js';

interface Options {
  agency: string;
  username: string;
  name: string;
  position: string;
  role: string;
  passwordStdin?: true;
}

/** `chaogao officer create`: somebody who signs in to the console. */
export function officerCommand(): Command {
  const create = new Command('create')
    .description('Make a sign-in to the console')
    .requiredOption('--agency <code>', 'code of the agency in the directory')
    .requiredOption('--username <username>', 'what is typed to sign in')
    .requiredOption('--name <name>', "the officer's name")
    .requiredOption('--position <position>', 'as signed beneath a document, e.g. 科员')
    .requiredOption('--role <role>', 'secretariat, land-office, auditor or operator')
    .option('--password-stdin', 'read the password from standard input; otherwise one is made')
    .action(acting(createOfficer));
  return new Command('officer').description('People who sign in to the console').addCommand(create);
}

async function createOfficer(options: Options): Promise<void> {
  const { AccessModule, AuditService, OFFICER_ROLES, OfficerService } = await import('#access');
  const { AgenciesModule, DirectoryService } = await import('#agencies');
  const { username, name, position } = options;
  const role = OFFICER_ROLES.find((known) => known === options.role);
  if (!role) throw new UsageError(`--role takes one of: ${OFFICER_ROLES.join(', ')}`);
  const made = randomBytes(12).toString('base64url');
  const password = options.passwordStdin ? await standardInput() : made;
  await withServices(
    () => Promise.resolve([AgenciesModule, AccessModule]),
    async (context) => {
      const agency = await context.get(DirectoryService, { strict: false }).byCode(options.agency);
      if (!agency) throw new UsageError(`The directory has no agency ${options.agency}.`);
      const officers = context.get(OfficerService, { strict: false });
      await officers.create({
        ...{ agencyId: agency.id, username, name, position, role, password },
        // One that was made stands on a screen: whoever it is for chooses another.
        mustChangePassword: !options.passwordStdin,
      });
      const audit = context.get(AuditService, { strict: false });
      await audit.recordCommand('officer create', username, `role=${role}; agency=${agency.code}`);
      console.error(`${name} (${agency.nameZh}) signs in as ${username}.`);
      if (!options.passwordStdin) console.log(password);
    },
  );
}

async function standardInput(): Promise<string> {
  const { text } = await import('node:stream/consumers');
  return (await text(process.stdin)).replace(/\r?\n$/, '');
}

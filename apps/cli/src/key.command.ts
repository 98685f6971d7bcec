import { Command } from 'commander';
import { acting, UsageError } from './acting.js';
import { withServices } from './context.js';

interface Options {
  agency: string;
  name: string;
  scope: string;
  expires?: string;
}

/** `chaogao key create|revoke`: a land office's keys to the API. */
export function keyCommand(): Command {
  const create = new Command('create')
    .description('Make a key to the API; it is shown once')
    .requiredOption('--agency <code>', 'code of the agency in the directory, e.g. lvsi-land-office')
    .requiredOption('--name <name>', 'what uses it, e.g. "patrol app"')
    .option('--scope <scopes>', 'scopes, separated by commas', 'notices:read,notices:write')
    .option('--expires <date>', 'last day on which it works (YYYY-MM-DD, Asia/Shanghai)')
    .action(acting(createKey));
  const revoke = new Command('revoke')
    .description('End a key; processes notice within seconds')
    .argument('<prefix>', 'the eight characters after cg_')
    .action(
      acting(async (prefix: string) => {
        const { AccessModule, ApiKeyService, AuditService } = await import('#access');
        await withServices(
          () => Promise.resolve([AccessModule]),
          async (context) => {
            await context.get(ApiKeyService, { strict: false }).revoke(prefix);
            await context.get(AuditService, { strict: false }).recordCommand('key revoke', prefix);
          },
        );
        console.log(`${prefix} is revoked.`);
      }),
    );
  return new Command('key').description('Keys to the API').addCommand(create).addCommand(revoke);
}

async function createKey({ agency: code, name, scope, expires }: Options): Promise<void> {
  const { AccessModule, ApiKeyService, AuditService, SCOPES } = await import('#access');
  const { AgenciesModule, DirectoryService } = await import('#agencies');
  const named = scope.split(',').map((one) => one.trim());
  const scopes = SCOPES.filter((known) => named.includes(known));
  if (scopes.length !== named.length) {
    throw new UsageError(`--scope takes some of: ${SCOPES.join(', ')}`);
  }
  const expiresAt = expires === undefined ? null : await endOf(expires);
  await withServices(
    () => Promise.resolve([AgenciesModule, AccessModule]),
    async (context) => {
      const agency = await context.get(DirectoryService, { strict: false }).byCode(code);
      if (!agency) throw new UsageError(`The directory has no agency ${code}.`);
      const keys = context.get(ApiKeyService, { strict: false });
      const { key, record } = await keys.create(agency.id, name, scopes, expiresAt);
      const audit = context.get(AuditService, { strict: false });
      await audit.recordCommand('key create', record.prefix, `agency=${agency.code}`);
      console.error(`${agency.nameZh}: keep this key now, it is not shown again.`);
      console.log(key);
    },
  );
}

/** 24:00 of a day in China that is still to come. */
async function endOf(date: string): Promise<Date> {
  const { isPlainDate } = await import('#calendar');
  const wrong = `--expires: ${date} is no date such as 2027-12-31`;
  if (!isPlainDate(date)) throw new UsageError(wrong);
  const end = new Date(`${date}T24:00:00+08:00`);
  if (end <= new Date()) throw new UsageError(`--expires: ${date} has passed`);
  return end;
}

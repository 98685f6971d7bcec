import { Command } from 'commander';
import type { Change } from '#agencies';
import { acting } from './acting.js';
import { withServices } from './context.js';

interface Options {
  yes?: true;
  ifEmpty?: true;
  realAddresses?: true;
}

const SIGN = { add: '+', change: '~', retire: '-' };

/** One line per change, and one per field that differs. */
function shown({ action, what, key, name, fields }: Change): string {
  const lines = fields.map(
    ({ field, from, to }) => `\n      ${field}: ${word(from)} → ${word(to)}`,
  );
  return `  ${SIGN[action]} ${what} ${key} ${name}${lines.join('')}`;
}

function word(value: unknown): string {
  if (Array.isArray(value)) return value.join('、');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `chaogao directory import FILE`: shows what would change, asks, applies. */
export function directoryCommand(): Command {
  const importing = new Command('import')
    .description('Show how a directory file differs from the database, and apply it')
    .argument('<file>', 'a directory, such as rulebooks/qidong-directory.yaml')
    .option('--yes', 'apply without asking')
    .option('--if-empty', 'do nothing where the database has agencies already')
    .option('--real-addresses', 'accept addresses outside the reserved example domains')
    .addHelpText(
      'after',
      '\n+ added, ~ changed, - retired: kept for its history, served no more. Afterwards the database rules.',
    )
    .action(acting(importDirectory));
  return new Command('directory').description('Agencies and their contacts').addCommand(importing);
}

async function importDirectory(file: string, options: Options): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  const { AccessModule, AuditService } = await import('#access');
  const { AgenciesModule, DirectoryService } = await import('#agencies');
  const text = await readFile(file, 'utf8');
  const realAddresses = options.realAddresses ?? false;
  await withServices(
    () => Promise.resolve([AgenciesModule, AccessModule]),
    async (context) => {
      const directory = context.get(DirectoryService);
      if (options.ifEmpty && (await directory.all()).length > 0) {
        console.log('The database has agencies already; nothing was changed.');
        return;
      }
      const changes = await directory.import(text, file, true, { realAddresses });
      if (changes.length === 0) {
        console.log('The database says the same already.');
        return;
      }
      console.log(changes.map(shown).join('\n'));
      if (!options.yes && !(await agreed(`Apply ${changes.length} changes?`))) {
        console.log('Nothing was changed.');
        return;
      }
      const applied = await directory.import(text, file, false, { realAddresses });
      const audit = context.get(AuditService, { strict: false });
      await audit.recordCommand('directory import', file, `${applied.length} changes`);
      console.log(`Applied ${applied.length} changes.`);
    },
  );
}

/** Asks on the terminal; without one, nobody has agreed. */
async function agreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.log('Add --yes to apply.');
    return false;
  }
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

import { Command, Option } from 'commander';
import { acting } from './acting.js';

/** `chaogao start`: everything in one process, or one part of it. */
export function startCommand(): Command {
  return new Command('start')
    .description('Start web and worker; what is not configured is embedded')
    .addOption(new Option('--only <part>', 'start this part alone').choices(['web', 'worker']))
    .addHelpText(
      'after',
      `
Without DATABASE_URL an embedded PostgreSQL keeps its data in DATA_DIR; without SMTP_URL an inbox on
this machine catches every mail. With --only nothing is embedded: DATABASE_URL and CHAOGAO_SECRETS are
required, and SMTP_URL for the worker; run \`chaogao migrate\` first.

Ctrl-C finishes what is under way and stops; a second Ctrl-C stops at once.`,
    )
    .action(
      acting(async ({ only }: { only?: 'web' | 'worker' }) => {
        const { start } = await import('./start/start.js');
        await start(only);
      }),
    );
}

import { Command } from 'commander';
import { acting } from './acting.js';
import { withDatabase } from './context.js';

/** `chaogao audit`: every chain and every daily root of the database. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('Check all chains and daily roots; exit status 1 where one is broken')
    .action(
      acting(async () => {
        const { auditDatabase } = await import('./audit/audit.js');
        const broken = await withDatabase((config) => auditDatabase(config.DATABASE_URL));
        if (broken > 0) process.exitCode = 1;
      }),
    );
}

import { Command } from 'commander';
import { acting } from './acting.js';
import { withDatabase } from './context.js';

/** `chaogao migrate`: brings the schema up to date; several at once wait for each other. */
export function migrateCommand(): Command {
  return new Command('migrate').description('Bring the database schema up to date').action(
    acting(async () => {
      const { migrate } = await import('#platform');
      const applied = await withDatabase((config) => migrate(config.DATABASE_URL));
      console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Up to date already.');
    }),
  );
}

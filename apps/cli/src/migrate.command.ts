import { Command } from 'commander';
import { acting } from './acting.js';
import { withDatabase } from './context.js';

/** `chaogao migrate`: brings the schema up to date; several at once wait for each other. */
export function migrateCommand(): Command {
  return new Command('migrate').description('Bring the database schema up to date').action(
    acting(async () => {
      const { migrate } = await import('#platform');
      const applied = await withDatabase(({ DATABASE_URL, DATABASE_MIGRATION_URL }) =>
        migrate(DATABASE_MIGRATION_URL ?? DATABASE_URL, DATABASE_URL),
      );
      console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Up to date already.');
    }),
  );
}

import { Command } from 'commander';
import { acting } from './acting.js';
import { withServices } from './context.js';

/** `chaogao calendar import FILE`: a year's arrangement, or a change to one. */
export function calendarCommand(): Command {
  const importing = new Command('import')
    .description("Take in a year's arrangement or a change, and recount every open duty")
    .argument('<file>', 'an arrangement in YAML')
    .action(
      acting(async (file: string) => {
        const { readFile } = await import('node:fs/promises');
        const { JobsModule } = await import('#jobs');
        const { CalendarImportService, NoticesModule } = await import('#notices');
        const text = await readFile(file, 'utf8');
        const { version, days, recounted } = await withServices(
          (config) => Promise.resolve([JobsModule.forRoot(config), NoticesModule]),
          (context) => context.get(CalendarImportService, { strict: false }).import(text, file),
        );
        console.log(
          `Calendar version ${version}: ${days} days; ${recounted} open duties recounted.`,
        );
      }),
    );
  return new Command('calendar')
    .description('Holidays and make-up working days')
    .addCommand(importing);
}

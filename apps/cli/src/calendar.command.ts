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
        const { AccessModule, AuditService } = await import('#access');
        const { JobsModule } = await import('#jobs');
        const { CalendarImportService, NoticesModule } = await import('#notices');
        const text = await readFile(file, 'utf8');
        const { version, days, recounted } = await withServices(
          (config) => Promise.resolve([JobsModule.forRoot(config), NoticesModule, AccessModule]),
          async (context) => {
            const calendar = context.get(CalendarImportService, { strict: false });
            const imported = await calendar.import(text, file);
            const audit = context.get(AuditService, { strict: false });
            await audit.recordCommand('calendar import', file, `version ${imported.version}`);
            return imported;
          },
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

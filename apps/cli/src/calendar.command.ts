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
        const { version, days, recounted, known } = await withServices(
          (config) => Promise.resolve([JobsModule.forRoot(config), NoticesModule, AccessModule]),
          async (context) => {
            const calendar = context.get(CalendarImportService, { strict: false });
            const imported = await calendar.import(text, file);
            const audit = context.get(AuditService, { strict: false });
            await audit.recordCommand('calendar import', file, `version ${imported.version}`);
            return imported;
          },
        );
        const taken = known ? ', as it was' : '';
        console.log(
          `Calendar version ${version}${taken}: ${days} days; ${recounted} open duties recounted.`,
        );
      }),
    );
  return new Command('calendar')
    .description('Holidays and make-up working days')
    .addCommand(importing)
    .addCommand(provisionalCommand())
    .addCommand(confirmCommand());
}

/** `chaogao calendar provisional`: what waits for an arrangement or a confirmation. */
function provisionalCommand(): Command {
  return new Command('provisional')
    .description('List due dates that the next arrangement may still move, the nearest first')
    .action(
      acting(async () => {
        const { JobsModule } = await import('#jobs');
        const { NoticesModule, ProvisionalDates } = await import('#notices');
        const dates = await withServices(
          (config) => Promise.resolve([JobsModule.forRoot(config), NoticesModule]),
          (context) => context.get(ProvisionalDates, { strict: false }).awaiting(),
        );
        if (dates.length === 0) console.log('No open duty has a provisional date.');
        for (const { dueOn, duties } of dates) console.log(`${dueOn}  ${duties} open duties`);
      }),
    );
}

interface Confirming {
  reason: string;
  document: string;
  person: string;
}

/** `chaogao calendar confirm DATE`: an operator vouches for a provisional date. */
function confirmCommand(): Command {
  return new Command('confirm')
    .description('Confirm a provisional due date, so that silence may be recorded on it')
    .argument('<date>', 'the due date, e.g. 2026-12-28')
    .requiredOption('--reason <reason>', 'why it is certain')
    .requiredOption('--document <number>', 'the document on which that rests')
    .requiredOption('--person <name>', 'who confirms it')
    .addHelpText('after', '\nAn arrangement that is imported later still moves the date.')
    .action(
      acting(async (date: string, { reason, document, person }: Confirming) => {
        const { AccessModule, AuditService } = await import('#access');
        const { JobsModule } = await import('#jobs');
        const { NoticesModule, ProvisionalDates } = await import('#notices');
        const confirmed = await withServices(
          (config) => Promise.resolve([JobsModule.forRoot(config), NoticesModule, AccessModule]),
          async (context) => {
            const dates = context.get(ProvisionalDates, { strict: false });
            const confirmation = { reason, documentNumber: document, person };
            const duties = await dates.confirm(date, confirmation);
            const audit = context.get(AuditService, { strict: false });
            await audit.recordCommand('calendar confirm', date, `${person}; ${duties} duties`);
            return duties;
          },
        );
        console.log(`${date} is confirmed for ${confirmed} open duties.`);
      }),
    );
}

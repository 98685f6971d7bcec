import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import {
  chineseCalendar,
  type Deadline,
  deadline,
  type DeadlineQuestion,
  DeadlineQuestionError,
  MAX_PERIOD,
  weekday,
  type WorkingCalendar,
} from '#calendar';

interface Options {
  from?: string;
  workingDays?: string;
  calendarDays?: string;
  roll?: true;
  json?: true;
}

type Period = Omit<DeadlineQuestion, 'from'>;

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

const EXAMPLES = `
The day after <date> is day one. Dates are calendar dates in Asia/Shanghai, YYYY-MM-DD.
Working days follow the State Council's published holidays and make-up working days; a date that
no published arrangement settles yet is called provisional. Needs no database.

Examples:
  chaogao deadline --from 2026-09-30 --working-days 5
  chaogao deadline --from 2026-09-30 --calendar-days 2 --roll --json
  chaogao deadline --working-days 5 --json - < dates.txt

Exit status: 0 counted; 1 at least one line on stdin was no date; 2 the options are wrong.`;

/** `chaogao deadline`: counts one period from one date, or from every date on stdin. `exit` ends the process. */
export function deadlineCommand(
  exit: (status: number) => never = (status) => process.exit(status),
): Command {
  return new Command('deadline')
    .description('Count a deadline on the working-day calendar, day by day')
    .argument('[-]', 'read dates from stdin, one a line, and answer each on a line of its own')
    .option('--from <date>', 'the day on which the period starts; it is not counted itself')
    .option('--working-days <n>', 'count n working days')
    .option('--calendar-days <n>', 'count n calendar days')
    .option('--roll', 'with --calendar-days: a last day that is off moves to the next working day')
    .option('--json', 'print JSON, one object a line')
    .addHelpText('after', EXAMPLES)
    .exitOverride(({ exitCode }) => exit(exitCode === 0 ? 0 : 2))
    .action(async (input: string | undefined, options: Options, command: Command) => {
      const wrong = fault(input, options);
      if (wrong !== null) command.error(`error: ${wrong}`, { exitCode: 2 });
      const calendar = chineseCalendar();
      const period: Period = {
        workingDays: amountOf(options.workingDays),
        calendarDays: amountOf(options.calendarDays),
        rollsForward: options.roll,
      };
      // `chaogao deadline … | head` closes the pipe early; that is no failure.
      process.stdout.on('error', (error: NodeJS.ErrnoException) => {
        process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : 1);
      });
      try {
        if (input === '-') await answerLines(calendar, period, options.json === true);
        else await print(deadline(calendar, { from: options.from ?? '', ...period }), options.json);
      } catch (error) {
        if (!(error instanceof DeadlineQuestionError)) throw error;
        command.error(`error: ${OPTION[error.field]}: ${error.message}`, { exitCode: 2 });
      }
    });
}

const OPTION = {
  from: '--from',
  workingDays: '--working-days',
  calendarDays: '--calendar-days',
  rollsForward: '--roll',
};

function fault(input: string | undefined, options: Options): string | null {
  const { from, workingDays, calendarDays } = options;
  if (input !== undefined && input !== '-') {
    return `unexpected "${input}"; give a date with --from, or - to read dates from stdin`;
  }
  if (input === '-' && from !== undefined) return 'give either --from or -, not both';
  if (input === undefined && from === undefined) {
    return 'no start; give --from <YYYY-MM-DD>, or - to read dates from stdin';
  }
  if ((workingDays === undefined) === (calendarDays === undefined)) {
    return 'give either --working-days <n> or --calendar-days <n>';
  }
  if (options.roll && calendarDays === undefined) {
    return '--roll goes with --calendar-days: working days never end on an off-day';
  }
  // Judged here as well as in the calendar: with stdin it would fail line by line.
  const n = workingDays ?? calendarDays ?? '';
  return /^\d{1,4}$/.test(n) && Number(n) <= MAX_PERIOD
    ? null
    : `"${n}" is not a number of days; give a whole number from 0 to ${MAX_PERIOD}`;
}

function amountOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Streams; an empty line is no date, except at the very end, where editors leave some. */
async function answerLines(calendar: WorkingCalendar, period: Period, json: boolean) {
  let empty = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') {
      empty += 1;
      continue;
    }
    for (; empty > 0; empty -= 1) await answer(calendar, '', period, json);
    await answer(calendar, line, period, json);
  }
}

async function answer(calendar: WorkingCalendar, line: string, period: Period, json: boolean) {
  try {
    await print(deadline(calendar, { from: line.trim(), ...period }), json);
  } catch (error) {
    if (!(error instanceof DeadlineQuestionError)) throw error;
    process.exitCode = 1;
    if (json) await write(JSON.stringify({ from: line, error: error.message }));
    else process.stderr.write(`"${line}": ${error.message}\n`);
  }
}

async function print(counted: Deadline, json = false): Promise<void> {
  await write(json ? JSON.stringify(counted) : table(counted));
}

/** Waits where the reader is slower than the count, so that memory stays flat. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}

function table({ from, dueOn, provisional, ledger, ...asked }: Deadline): string {
  const period =
    asked.workingDays === undefined
      ? `${asked.calendarDays}日（自然日）`
      : `${asked.workingDays}个工作日`;
  let nth = 0;
  const rows = ledger.map(({ date, counts, note }) => {
    if (counts) nth += 1;
    const number = counts ? String(nth) : '-';
    return `  ${date}  ${dayName(date)}  ${number.padStart(4)}  ${note}`;
  });
  return [
    `起算  ${from}  ${dayName(from)}  （当日不计）`,
    `期限  ${period}`,
    ...rows,
    `到期  ${dueOn}  ${dayName(dueOn)}${provisional ? '  暂定：涉及尚无放假安排的日期' : ''}`,
  ].join('\n');
}

function dayName(date: string): string {
  return WEEKDAYS[weekday(date)] ?? '';
}

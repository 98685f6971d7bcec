import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { deadlineCommand } from './deadline.command.js';

const built = new URL('../../../dist/apps/cli/src/deadline.command.js', import.meta.url);
const PROGRAM = `import { deadlineCommand } from '${built.href}';
  await deadlineCommand().parseAsync(process.argv.slice(1), { from: 'user' });`;
const NODE = ['--input-type=module', '--eval', PROGRAM, '--'];

/** Runs the command in a process of its own, as users do. */
function run(args: string, input = '', env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...NODE, ...args.split(' ')], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

/** Runs it in this process: how it ends, and what it says on its way. */
async function refused(args: string) {
  let stderr = '';
  let status = 0;
  const command = deadlineCommand((code) => {
    status = code;
    throw new Error('the process has ended');
  }).configureOutput({ writeErr: (text) => (stderr += text) });
  await expect(command.parseAsync(args.split(' '), { from: 'user' })).rejects.toThrow('has ended');
  return { status, stderr };
}

type Answer = Record<'from' | 'dueOn' | 'error', string | undefined>;
const json = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);

const PAPER = '国务院办公厅关于2026年部分节假日安排的通知';

describe('chaogao deadline', () => {
  it('prints the date and the days that lead to it', () => {
    const { status, stdout } = run('--from 2026-09-30 --working-days 5');
    expect(status).toBe(0);
    expect(stdout).toContain(`  2026-10-01  周四     -  国庆节放假（${PAPER}）\n`);
    expect(stdout).toContain(`  2026-10-10  周六     3  国庆节调休补班，第3个工作日（${PAPER}）\n`);
    expect(stdout).toMatch(/到期 {2}2026-10-13 {2}周二\n$/);
  });

  it('says where a date is provisional', () => {
    expect(run('--from 2026-12-28 --working-days 5').stdout).toContain('暂定');
  });

  it('counts calendar days, rolling on request', () => {
    const plain = run('--from 2026-09-30 --calendar-days 2 --json');
    const rolled = run('--from 2026-09-30 --calendar-days 2 --roll --json');
    expect(json(plain.stdout)[0]).toMatchObject({ calendarDays: 2, dueOn: '2026-10-02' });
    expect(json(rolled.stdout)[0]).toMatchObject({ calendarDays: 2, dueOn: '2026-10-08' });
  });

  it('answers dates from stdin line by line, and says what is wrong with a line that is none', () => {
    const input = '\uFEFF2020-04-30\r\n2026-02-30\n\n 2026-09-30 \n\n\n';
    const { status, stdout } = run('--working-days 5 --json -', input);
    expect(status).toBe(1);
    expect(json(stdout).map(({ from, dueOn, error }) => [from, dueOn ?? error])).toEqual([
      ['2020-04-30', '2020-05-11'],
      ['2026-02-30', expect.stringContaining('write YYYY-MM-DD')],
      ['', expect.stringContaining('write YYYY-MM-DD')],
      ['2026-09-30', '2026-10-13'],
    ]);
  });

  it('answers nothing for no line, and tables where no JSON is asked for', () => {
    expect(run('--working-days 5 --json -')).toEqual({ status: 0, stdout: '', stderr: '' });
    const { status, stdout, stderr } = run('--working-days 5 -', '2026-09-30\nx\n');
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('"x"') });
    expect(stdout).toContain('到期  2026-10-13');
  });

  it('answers thousands of lines, the same under every zone of the process', () => {
    const line = (n: number) => new Date(Date.UTC(2019, 0, 1 + (n % 2900))).toISOString();
    const input = Array.from({ length: 3_000 }, (_, n) => `${line(n).slice(0, 10)}\n`).join('');
    const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'];
    const outputs = zones.map((TZ) => run('--working-days 5 --json -', input, { TZ }).stdout);
    expect(json(outputs[0] ?? '')).toHaveLength(3_000);
    expect(new Set(outputs).size).toBe(1);
  });

  it('ends quietly where its reader has had enough', () => {
    const command = [process.execPath, ...NODE, '--working-days', '5', '--json', '-'];
    const script = `yes 2026-09-30 | "$@" | head -n 1; exit "${'${PIPESTATUS[1]}'}"`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(json(stdout)).toHaveLength(1);
  });

  it.each([
    ['--working-days 5', '--from'],
    ['--from 2026-09-30', 'either --working-days <n> or --calendar-days <n>'],
    ['--from 2026-09-30 --working-days 5 --calendar-days 5', 'either --working-days'],
    ['--from 2026-09-30 --working-days -1', '"-1" is not a number of days'],
    ['--from 2026-09-30 --working-days 1.5', 'whole number from 0 to 3660'],
    ['--from 2026-09-30 --working-days 3661', 'whole number from 0 to 3660'],
    ['--from 2026-09-30 --working-days five', '"five" is not a number of days'],
    ['--from 2026-09-30 --working-days 5 --roll', '--roll goes with --calendar-days'],
    ['--from 2026-02-30 --working-days 5', '--from: not a date of the calendar; write YYYY-MM-DD'],
    ['--from 2026-09-30 --working-days 5 -', 'either --from or -'],
    ['--working-days 5 2026-09-30', 'give a date with --from'],
    ['--from 2026-09-30 --working-days 5 --bogus', "unknown option '--bogus'"],
    ['--from', 'argument missing'],
  ])('refuses "%s" with status 2', async (args, message) => {
    expect(await refused(args)).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  });

  it('ends its process with that status, and prints nothing on standard output', () => {
    const { status, stdout, stderr } = run('--working-days 5');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('--from');
  });

  it('explains itself', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const option of ['--from', '--working-days', '--calendar-days', '--roll', '--json']) {
      expect(stdout).toContain(option);
    }
  });
});

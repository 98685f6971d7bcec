import type { AgencyRecord, WeekRecord } from '#notices';
import type { PageContext } from './context.js';

/** What became of dated duties: each part has a colour and a pattern of its own, and a word. */
const PARTS = ['on-time', 'late', 'silent', 'rest'] as const;
type Part = (typeof PARTS)[number];

type Sums = Pick<AgencyRecord, 'dated' | 'onTime' | 'late' | 'silent'>;

function partsOf({ dated, onTime, late, silent }: Sums): Record<Part, number> {
  return { 'on-time': onTime, late, silent, rest: Math.max(0, dated - onTime - late - silent) };
}

export function partWords(part: Part, { t }: PageContext): string {
  switch (part) {
    case 'on-time':
      return t('按期办结', 'Answered on time');
    case 'late':
      return t('逾期办结', 'Answered late');
    case 'silent':
      return t('逾期未办结', 'Overdue, silent');
    case 'rest':
      return t('期限内或已终止', 'Still running or ended');
  }
}

const saidOf = (sums: Sums, context: PageContext) =>
  PARTS.map((part) => `${partWords(part, context)} ${partsOf(sums)[part]}`).join(
    context.t('，', ', '),
  );

const WIDTH = 400;
const HEIGHT = 200;
const [LEFT, TOP, BOTTOM] = [34, 18, 22];
const ROOM = HEIGHT - TOP - BOTTOM;

/** Twelve weeks as bars, drawn on the server; a table of the same numbers folds out below it. */
export function WeekChart(props: { weeks: WeekRecord[]; title: string; context: PageContext }) {
  const { weeks, title, context } = props;
  const { t } = context;
  const top = axisTop(Math.max(1, ...weeks.map(({ dated }) => dated)));
  const step = (WIDTH - LEFT) / weeks.length;
  const y = (count: number) => TOP + ROOM - (count / top) * ROOM;
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-labelledby="week-chart-title week-chart-desc"
      >
        <title id="week-chart-title">{title}</title>
        <desc id="week-chart-desc">
          {weeks.map((week) => `${shortDay(week.from)}: ${saidOf(week, context)}`).join('; ')}
        </desc>
        <Patterns />
        {[0, top / 2, top].map((count) => (
          <g>
            <line class="grid" x1={LEFT} x2={WIDTH} y1={y(count)} y2={y(count)} />
            <text class="axis-label" x={LEFT - 4} y={y(count) + 4} text-anchor="end">
              {count}
            </text>
          </g>
        ))}
        {weeks.map((week, n) => (
          <g>
            <title>{`${t(`${shortDay(week.from)} 起一周`, `Week from ${shortDay(week.from)}`)}: ${saidOf(week, context)}`}</title>
            <Stack sums={week} x={LEFT + n * step + step * 0.18} width={step * 0.64} y={y} />
            {week.dated > 0 && (
              <text
                class="bar-label"
                x={LEFT + (n + 0.5) * step}
                y={y(week.dated) - 4}
                text-anchor="middle"
              >
                {week.dated}
              </text>
            )}
            {n % 2 === 0 && (
              <text
                class="axis-label"
                x={LEFT + (n + 0.5) * step}
                y={HEIGHT - 7}
                text-anchor="middle"
              >
                {shortDay(week.from)}
              </text>
            )}
          </g>
        ))}
      </svg>
      <Legend context={context} />
    </figure>
  );
}

/** One bar, the worst part on top. */
function Stack(props: { sums: Sums; x: number; width: number; y: (count: number) => number }) {
  const { sums, x, width, y } = props;
  const parts = partsOf(sums);
  let below = 0;
  return (
    <>
      {(['on-time', 'rest', 'late', 'silent'] as const).map((part) => {
        const from = below;
        below += parts[part];
        if (parts[part] === 0) return null;
        const height = y(from) - y(below);
        return <rect class={`part-${part}`} x={x} y={y(below)} width={width} height={height} />;
      })}
    </>
  );
}

/** Shares of one record as a bar, for a row of a table. Its numbers stand beside it, in the row. */
export function ShareBar({ record, context }: { record: Sums; context: PageContext }) {
  const parts = partsOf(record);
  let from = 0;
  return (
    <svg class="share-bar" viewBox="0 0 100 12" preserveAspectRatio="none" role="img">
      <title>{saidOf(record, context)}</title>
      {(['on-time', 'rest', 'late', 'silent'] as const).map((part) => {
        const width = record.dated === 0 ? 0 : (parts[part] / record.dated) * 100;
        const x = from;
        from += width;
        return width > 0 && <rect class={`part-${part}`} x={x} y="0" width={width} height="12" />;
      })}
    </svg>
  );
}

/** Stripes and dots, so that the parts can be told apart in grey and in print. Once a page. */
export function Patterns() {
  return (
    <defs>
      <pattern id="part-late" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect class="part-late-ground" width="4" height="4" />
        <path class="part-late-mark" d="M-1 1 L1 -1 M0 4 L4 0 M3 5 L5 3" />
      </pattern>
      <pattern id="part-silent" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect class="part-silent-ground" width="4" height="4" />
        <circle class="part-silent-mark" cx="2" cy="2" r="0.9" />
      </pattern>
    </defs>
  );
}

export function Legend({ context }: { context: PageContext }) {
  return (
    <ul class="legend">
      {PARTS.map((part) => (
        <li>
          <svg class="swatch" viewBox="0 0 12 12" aria-hidden="true">
            <rect class={`part-${part}`} x="0.5" y="0.5" width="11" height="11" />
          </svg>{' '}
          {partWords(part, context)}
        </li>
      ))}
    </ul>
  );
}

/** The chart's numbers. */
export function WeekTable({ weeks, context }: { weeks: WeekRecord[]; context: PageContext }) {
  const { t } = context;
  return (
    <details class="more">
      <summary>{t('用表格看', 'As a table')}</summary>
      <div class="table-wrap">
        <table class="rows stacked">
          <thead>
            <tr>
              <th>{t('起于（周一）', 'From (Monday)')}</th>
              <th class="right">{t('发出抄告', 'Notices issued')}</th>
              <th class="right">{t('有期限的任务', 'Dated duties')}</th>
              {PARTS.map((part) => (
                <th class="right">{partWords(part, context)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr>
                <td class="number">{week.from}</td>
                <td class="right" data-label={t('发出抄告', 'Notices issued')}>
                  {week.issued}
                </td>
                <td class="right" data-label={t('有期限的任务', 'Dated duties')}>
                  {week.dated}
                </td>
                {PARTS.map((part) => (
                  <td class="right" data-label={partWords(part, context)}>
                    {partsOf(week)[part]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const shortDay = (on: string) => `${Number(on.slice(5, 7))}/${Number(on.slice(8))}`;

/** The next round number of which a half is whole: 2, 4, 6, 8, 10, 20, 40, … */
function axisTop(count: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(count));
  const steps = [1, 2, 4, 6, 8, 10].map((step) => step * magnitude);
  return Math.max(2, steps.find((step) => step >= count) ?? count);
}

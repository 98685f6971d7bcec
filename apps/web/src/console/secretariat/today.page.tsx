import {
  MOST_COUNTED,
  MOST_UNANSWERED,
  type TodayCounts,
  type UnansweredRow,
  type WeekRecord,
} from '#notices';
import { dateWords, Instant } from '../../views/dates.js';
import type { Urgency } from '../../views/duties.js';
import { SHAPES } from '../../views/duties.js';
import { WeekChart, WeekTable } from '../../views/record-chart.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { countedWords } from '../counted-words.js';
import { LongestOverdue } from './longest-overdue.js';
import { unansweredAddress } from './unanswered-filter.js';

interface Waiting {
  label: string;
  count: number;
  most: number;
  href: string;
  urgency: Urgency;
}

/** What waits today: five numbers, each of which opens its list, how the last weeks went, and the worst. */
export function TodayPage(props: {
  context: ConsoleContext;
  counts: TodayCounts;
  weeks: WeekRecord[];
  talliedAt: Date | null;
  longest: UnansweredRow[];
}) {
  const { context, counts, weeks, talliedAt, longest } = props;
  const { t, today } = context;
  const title = t('今天', 'Today');
  const numbers = numbersOf(counts, context);
  const waiting = numbers.some(({ count }) => count > 0);
  const chart = t(
    '近十二周发出的抄告答复情况',
    'How the notices of the last twelve weeks were answered',
  );
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {title} <span class="number">{dateWords(today, context, true)}</span>
      </h1>
      {!waiting && (
        <p>
          {t(
            '今天没有等待处理的事项。有单位到期、逾期或无法送达时，数字出现在这里。',
            'Nothing waits today. What falls due, is overdue or cannot be delivered is counted here.',
          )}
        </p>
      )}
      <nav class="tiles" aria-label={t('待处理的事项', 'What waits')}>
        {numbers.map(({ label, count, most, href, urgency }) => (
          <a class={`tile urgency-${count > 0 ? urgency : 'grey'}`} href={href}>
            <strong class="number">
              <span aria-hidden="true">{SHAPES[count > 0 ? urgency : 'grey']}</span>{' '}
              {countedWords(count, most, context)}
            </strong>
            <span>{label}</span>
          </a>
        ))}
      </nav>
      <div class="columns">
        <section class="sheet">
          <h2>{chart}</h2>
          {weeks.every(({ dated, issued }) => dated === 0 && issued === 0) ? (
            <p class="mb-0">
              {t(
                '近十二周没有发出抄告。国土所发出后，每周的按期、逾期和未答复数画在这里。',
                'No notice was issued in the last twelve weeks. Once one is, its answers are drawn here week by week.',
              )}
            </p>
          ) : (
            <>
              <p class="example mb-2">
                {t(
                  '按发出之周计，每根柱是当周抄告的有期限任务数；近几周的任务多数还在期限内。',
                  'By the week of issue; each bar counts the dated duties of that week. Most of the newest still run.',
                )}
              </p>
              <WeekChart weeks={weeks} title={chart} context={context} />
              <WeekTable weeks={weeks} context={context} />
            </>
          )}
          {talliedAt && (
            <p class="example">
              {t('统计截至 ', 'Counted at ')}
              <Instant at={talliedAt} context={context} />
              {t('，每5分钟更新。', ', every five minutes.')}
            </p>
          )}
        </section>
        <LongestOverdue rows={longest} context={context} />
      </div>
    </ConsoleFrame>
  );
}

function numbersOf(counts: TodayCounts, { t, officer }: ConsoleContext): Waiting[] {
  const most = MOST_UNANSWERED;
  return [
    {
      label: t('今天到期', 'Due today'),
      count: counts.dueToday,
      most,
      href: unansweredAddress({ due: 'today' }),
      urgency: 'amber',
    },
    {
      label: t('已逾期', 'Overdue'),
      count: counts.overdue,
      most,
      href: unansweredAddress({ due: 'overdue' }),
      urgency: 'red',
    },
    {
      label:
        officer.role === 'secretariat'
          ? t('待我决定', 'Await my decision')
          : t('待决定', 'Await a decision'),
      count: counts.awaitingDecision,
      most,
      href: unansweredAddress({ decision: 'awaiting' }),
      urgency: 'red',
    },
    {
      label: t('无法送达的抄告', 'Undeliverable notices'),
      count: counts.undeliverable,
      most: MOST_COUNTED,
      href: '/console/notices?delivery=undeliverable',
      urgency: 'red',
    },
    {
      label: t('因日历调整重算', 'Recounted by the calendar'),
      count: counts.recounted,
      most,
      href: unansweredAddress({ due: 'recounted' }),
      urgency: 'blue',
    },
  ];
}

import type { LedgerLine, PlainDate } from '#calendar';
import { type Count, type Duty, type DutyStatus, type DutyView, isOpenDuty } from '#notices';
import type { PageContext } from './context.js';
import { Day, Instant, periodWords, remainingWords, triggerWords } from './dates.js';
import { COUNT_LABELS, DAY_LABELS } from './labels.js';
import { noteWords } from './ledger-words.js';

export type Urgency = 'grey' | 'blue' | 'amber' | 'red' | 'green';

/** Colour of a status; always shown together with its word and its shape. */
export function urgencyOf(status: DutyStatus): Urgency {
  switch (status) {
    case 'waiting':
    case 'excused':
    case 'withdrawn':
    case 'outside-remit':
      return 'grey';
    case 'undated':
    case 'running':
    case 'awaiting-review':
      return 'blue';
    case 'due-soon':
    case 'due-today':
      return 'amber';
    case 'overdue':
    case 'silent':
      return 'red';
    case 'closed':
    case 'closed-late':
      return 'green';
  }
}

export const SHAPES: Record<Urgency, string> = {
  grey: '○',
  blue: '◔',
  amber: '◑',
  red: '▲',
  green: '●',
};

export const isOpen = ({ duty }: DutyView): boolean => isOpenDuty(duty);

/** The state of a duty in a word or two, with what is left. */
export function statusWords({ duty, status, remaining }: DutyView, context: PageContext): string {
  const { t } = context;
  const left = remainingWords({ remaining, dueOn: duty.dueOn, period: duty.rule.period }, context);
  switch (status) {
    case 'waiting':
      return t('期限未起算', 'not started');
    case 'undated':
      return t('及时办理，未定期限', 'promptly, no date set');
    case 'running':
    case 'overdue':
      return left || t('期限内', 'within its period');
    case 'due-today':
      return left || t('今天到期', 'due today');
    case 'due-soon':
      return left || t('1 个工作日内到期', 'due within 1 working day');
    case 'silent':
      return t(`${left}，未作答复`, `${left}, no answer`);
    case 'awaiting-review':
      return awaitedWords(duty, context);
    case 'closed':
      return t('已办结', 'closed');
    case 'closed-late':
      return t('逾期办结', 'closed late');
    case 'excused':
      return t('已免除', 'excused');
    case 'withdrawn':
      return t('已撤回', 'withdrawn');
    case 'outside-remit':
      return t('不属其职责', 'outside remit');
  }
}

/** A claim is the secretariat's to decide, a reply the issuer's to review. */
function awaitedWords({ circumstancesClaimedAt, copy }: Duty, { t }: PageContext): string {
  if (circumstancesClaimedAt) {
    return t('说明特殊情况，待决定', 'special circumstances claimed, to be decided');
  }
  return copy?.remit === 'claimed-outside'
    ? t('提出不属本单位职责，待决定', 'claimed to be outside its remit, to be decided')
    : t('已提交，待审核', 'submitted, awaits review');
}

export function StatusBadge({ view, context }: { view: DutyView; context: PageContext }) {
  const urgency = urgencyOf(view.status);
  return (
    <span class={`standing urgency-${urgency}`}>
      <span aria-hidden="true">{SHAPES[urgency]}</span> {statusWords(view, context)}
    </span>
  );
}

/** The first line of a duty: by when, and what is left of it. */
export function DutyDeadline({ view, context }: { view: DutyView; context: PageContext }) {
  const { duty, status } = view;
  const { t, today } = context;
  const urgency = urgencyOf(status);
  const { period, dueOn, startsOn } = duty.rule;
  return (
    <p class="deadline">
      <span aria-hidden="true">{SHAPES[urgency]} </span>
      {duty.closedOn ? (
        <>
          {statusWords(view, context)} · <Day on={duty.closedOn} context={context} />
        </>
      ) : duty.dueOn && duty.dueOn === today && status !== 'awaiting-review' ? (
        t('今天 24:00 前', 'Today, before 24:00')
      ) : duty.dueOn ? (
        <>
          {t('', 'By ')}
          <Day on={duty.dueOn} context={context} />
          {t('前', '')} · <span class="text-nowrap">{statusWords(view, context)}</span>
        </>
      ) : dueOn && status === 'waiting' ? (
        <>
          {t('', 'By ')}
          <Day on={dueOn} context={context} />
          {t('前', '')} · {statusWords(view, context)}
        </>
      ) : period && status === 'waiting' ? (
        t(
          `${triggerWords(startsOn, context)}后 ${periodWords(period, context)}内 · ${statusWords(view, context)}`,
          `Within ${periodWords(period, context)} of ${triggerWords(startsOn, context)} · ${statusWords(view, context)}`,
        )
      ) : (
        statusWords(view, context)
      )}
    </p>
  );
}

/** 日期怎么算的？ The clause, the reading, and every day of every count. */
export function HowCounted(props: {
  view: DutyView;
  source: string;
  open: boolean;
  context: PageContext;
}) {
  const { view, source, open, context } = props;
  const { duty, counts } = view;
  const { rule } = duty;
  const { t, pick } = context;
  const newestFirst = [...counts].reverse();
  return (
    <details class="how-counted" open={open}>
      <summary>{t('日期怎么算的？', 'How was the date counted?')}</summary>
      <dl class="facts">
        <dt>{t('依据', 'Basis')}</dt>
        <dd>
          {rule.basis === 'design' || rule.clause === null
            ? t('文件未作规定，由本系统设定', 'Set by this system; the document is silent')
            : `${source} ${rule.clause}`}
          {rule.quote && <q class="quote">{rule.quote}</q>}
        </dd>
        <dt>{t('适用', 'Reading')}</dt>
        <dd>
          {rule.reading === 'printed'
            ? t('条款原文', 'As printed in the clause')
            : t(
                '按本系统的理解适用，条款原文未直接写明',
                "By this system's reading; the clause does not print it",
              )}
        </dd>
        <dt>{t('期限', 'Period')}</dt>
        <dd>
          {rule.dueOn
            ? t(`联席会议定于 ${rule.dueOn} 前办结`, `Fixed by the joint meeting: by ${rule.dueOn}`)
            : rule.period
              ? t(
                  `自${triggerWords(rule.startsOn, context)}起 ${periodWords(rule.period, context)}，当日不计`,
                  `${periodWords(rule.period, context)} from ${triggerWords(rule.startsOn, context)}; that day itself is not counted`,
                )
              : t('及时，未写明天数', 'Promptly; no number of days is printed')}
          {rule.period && !rule.dueOn && (
            <span class="d-block">
              {rule.period.unit === 'working-day'
                ? t('只计工作日', 'Only working days count')
                : rule.rollsForward
                  ? t(
                      '计自然日，末日逢休息日顺延',
                      'Calendar days; an off-day at the end moves it on',
                    )
                  : t('计自然日，逢休息日不顺延', 'Calendar days; off-days do not move it')}
            </span>
          )}
        </dd>
      </dl>
      {newestFirst.map((count, index) => (
        <CountTable count={count} pick={pick} former={index > 0} context={context} />
      ))}
      {counts.length === 0 && (
        <p class="example">
          {t('期限起算后，这里逐日列出。', 'Once the period starts, every day is listed here.')}
        </p>
      )}
    </details>
  );
}

function CountTable(props: {
  count: Count;
  former: boolean;
  pick: PageContext['pick'];
  context: PageContext;
}) {
  const { count, former, pick, context } = props;
  const { t } = context;
  return (
    <section class={former ? 'count former' : 'count'}>
      <h4>
        {former && t('此前：', 'Before: ')}
        {pick(COUNT_LABELS[count.reason])}
        {count.dueOn && (
          <>
            {' → '}
            <Day on={count.dueOn} context={context} />
          </>
        )}
      </h4>
      <p class="example">
        {count.explanation} {count.documentNumber}{' '}
        <Instant at={count.countedAt} context={context} />
      </p>
      {count.provisional && (
        <p class="standing urgency-amber">
          {t(
            '暂定：次年放假安排公布后重新计算',
            "Provisional: recounted when next year's arrangement is published",
          )}
        </p>
      )}
      {count.ledger.length > 0 && (
        <LedgerTable startedOn={count.startedOn} ledger={count.ledger} context={context} />
      )}
    </section>
  );
}

/** Every day of a count: what it is and whether it counts. */
export function LedgerTable(props: {
  startedOn: PlainDate | null;
  ledger: readonly LedgerLine[];
  context: PageContext;
}) {
  const { startedOn, ledger, context } = props;
  const { t, pick } = context;
  return (
    <table class="ledger">
      <thead>
        <tr>
          <th>{t('日期', 'Date')}</th>
          <th>{t('性质', 'Kind')}</th>
          <th>{t('计入', 'Counts')}</th>
          <th>{t('说明', 'Note')}</th>
        </tr>
      </thead>
      <tbody>
        {startedOn && (
          <tr class="off">
            <td>
              <Day on={startedOn} context={context} />
            </td>
            <td />
            <td>—</td>
            <td>{t('起算日，不计入', 'Day zero, not counted')}</td>
          </tr>
        )}
        {ledger.map((line) => (
          <tr class={line.counts ? undefined : 'off'}>
            <td>
              <Day on={line.date} context={context} />
            </td>
            <td>{pick(DAY_LABELS[line.kind])}</td>
            <td>{line.counts ? '✓' : '—'}</td>
            <td>{noteWords(line.note, context)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { COUNTED, type Message, OUTBOX_VIEWS, type OutboxSummary, type OutboxView } from '#notices';
import type { Bilingual } from '#rulebook';
import { withQuery } from '../../views/context.js';
import { Instant } from '../../views/dates.js';
import type { Urgency } from '../../views/duties.js';
import { MESSAGE_LABELS, MESSAGE_STATE_LABELS } from '../../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { Pager } from '../table-parts.js';

/** What the queue holds; null where it is out of reach. */
export type HeldJobs = Record<string, number> | null;

const VIEWS: Record<OutboxView, Bilingual> = {
  due: { zh: '到时待发', en: 'Due' },
  retrying: { zh: '重试中', en: 'Retrying' },
  later: { zh: '定时待发', en: 'Later' },
  undeliverable: { zh: '无法送达', en: 'Undeliverable' },
  all: { zh: '全部（新的在前）', en: 'All, newest first' },
};

const EMPTY: Record<OutboxView, Bilingual> = {
  due: { zh: '没有到时未发的邮件。', en: 'No mail is due that has not gone out.' },
  retrying: { zh: '没有在重试的邮件。', en: 'No mail is being retried.' },
  later: { zh: '没有等候办公时间的邮件。', en: 'No mail waits for office hours.' },
  undeliverable: { zh: '没有无法送达的邮件。', en: 'No mail was given up.' },
  all: {
    zh: '还没有邮件。抄告发出后，每封邮件列在这里。',
    en: 'There is no mail yet. Once a notice is issued, every mail is listed here.',
  },
};

const JOB_STATES: Partial<Record<string, Bilingual>> = {
  waiting: { zh: '等候', en: 'waiting' },
  active: { zh: '处理中', en: 'active' },
  delayed: { zh: '延后', en: 'delayed' },
  failed: { zh: '失败', en: 'failed' },
  prioritized: { zh: '优先', en: 'prioritized' },
};

const countWords = (n: number) => (n >= COUNTED ? `${COUNTED}+` : String(n));

/** Mail by the rows of the database, beside it what the queue holds. */
export function QueuesPage(props: {
  context: ConsoleContext;
  view: OutboxView;
  summary: OutboxSummary;
  messages: Message[];
  next: string | null;
  queue: HeldJobs;
}) {
  const { context, view, summary, messages, next, queue } = props;
  const { t, pick, officer } = context;
  const title = t('邮件队列', 'Mail queue');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <Standing summary={summary} context={context} />
      <nav class="tabs" aria-label={t('按状态', 'By state')}>
        {OUTBOX_VIEWS.map((one) => (
          <a href={`/console/queues?view=${one}`} aria-current={one === view ? 'page' : undefined}>
            {pick(VIEWS[one])}
            {one !== 'all' && <span class="number"> {countWords(summary.counts[one])}</span>}
          </a>
        ))}
      </nav>
      {messages.length === 0 ? (
        <p class="empty">{pick(EMPTY[view])}</p>
      ) : (
        <>
          <div class="table-wrap">
            <table class="rows stacked">
              <thead>
                <tr>
                  <th scope="col">{t('邮件', 'Mail')}</th>
                  <th scope="col">{t('状态', 'State')}</th>
                  <th scope="col">{t('时间', 'When')}</th>
                  <th scope="col">{t('对方服务器的答复', 'The server’s words')}</th>
                </tr>
              </thead>
              <tbody>
                {messages.map((message) => (
                  <Row message={message} context={context} />
                ))}
              </tbody>
            </table>
          </div>
          <Pager context={context} next={next && withQuery(context.address, 'cursor', next)} />
        </>
      )}
      <h2>{t('作业队列', 'The job queue')}</h2>
      <Jobs queue={queue} context={context} />
      {officer.role === 'operator' && (
        <p>
          <a href="/console/queues/board/">
            {t('在 bull-board 中查看作业（只读）', 'See the jobs in bull-board (read-only)')}
          </a>
        </p>
      )}
    </ConsoleFrame>
  );
}

/** The one line above: is mail going out? */
function Standing({ summary, context }: { summary: OutboxSummary; context: ConsoleContext }) {
  const { t } = context;
  const { oldestDueAt, lastAcceptedAt, counts } = summary;
  const tone = counts.retrying > 0 ? 'amber' : counts.due > 0 ? 'blue' : 'green';
  const sign = { amber: '◑', blue: '◔', green: '●' }[tone];
  return (
    <p class={`alert-box urgency-${tone}`}>
      <span aria-hidden="true">{sign}</span>{' '}
      {counts.retrying > 0
        ? t(
            `${countWords(counts.retrying)} 封邮件被对方服务器暂时拒收，正在重试。`,
            `${countWords(counts.retrying)} mails were refused for the time being and are retried.`,
          )
        : counts.due > 0
          ? t(
              `${countWords(counts.due)} 封邮件待发。`,
              `${countWords(counts.due)} mails are due to go out.`,
            )
          : t('邮件均已按时发出。', 'All mail has gone out in time.')}{' '}
      {oldestDueAt && (
        <>
          {t('最早一封自 ', 'The oldest waits since ')}
          <Instant at={oldestDueAt} context={context} />
          {t(' 起等候。', '. ')}
        </>
      )}
      {lastAcceptedAt && (
        <>
          {t('最近一次被接收：', 'Last accepted: ')}
          <Instant at={lastAcceptedAt} context={context} />
        </>
      )}
    </p>
  );
}

const TONES: Record<Message['state'], [tone: Urgency, sign: string]> = {
  queued: ['blue', '◔'],
  sending: ['blue', '◑'],
  accepted: ['green', '●'],
  undeliverable: ['red', '▲'],
  cancelled: ['grey', '○'],
};

function Row({ message, context }: { message: Message; context: ConsoleContext }) {
  const { t, pick } = context;
  const [tone, sign] = TONES[message.state];
  return (
    <tr>
      <td>
        {message.address}
        <span class="subtle">
          {pick(MESSAGE_LABELS[message.kind])}
          {message.noticeId && context.officer.role === 'auditor' && (
            <>
              {' · '}
              <a href={`/console/notices/${message.noticeId}`}>{t('查看抄告', 'its notice')}</a>
            </>
          )}
        </span>
      </td>
      <td>
        <span class={`standing urgency-${tone}`}>
          {sign} {pick(MESSAGE_STATE_LABELS[message.state])}
        </span>
        {message.attempts > 0 && (
          <span class="subtle">
            {t(`已尝试 ${message.attempts} 次`, `${message.attempts} attempt(s)`)}
          </span>
        )}
      </td>
      <td>
        {message.acceptedAt ? (
          <Instant at={message.acceptedAt} context={context} />
        ) : message.nextAttemptAt ? (
          <>
            {message.attempts > 0 ? t('下次 ', 'next ') : t('定于 ', 'due ')}
            <Instant at={message.nextAttemptAt} context={context} />
          </>
        ) : null}
        <span class="subtle">
          {t('写入 ', 'written ')}
          <Instant at={message.createdAt} context={context} />
        </span>
      </td>
      <td class="digest">{message.response}</td>
    </tr>
  );
}

function Jobs({ queue, context }: { queue: HeldJobs; context: ConsoleContext }) {
  const { t, pick } = context;
  if (!queue) {
    return (
      <p class="alert-box urgency-amber">
        ◑{' '}
        {t(
          '队列连接不上。邮件以数据库为准：队列恢复后，清扫程序会补上。',
          'The queue is out of reach. The database has every mail: once the queue is back, the sweeper catches up.',
        )}
      </p>
    );
  }
  return (
    <p>
      {Object.entries(queue)
        .map(([state, n]) => `${pick(JOB_STATES[state] ?? { zh: state, en: state })} ${n}`)
        .join(' · ')}
      <span class="example d-block">
        {t(
          '队列只为加快；清空它不会丢失邮件。作业办完即移出，平时为空。',
          'The queue only hurries things along; emptying it loses no mail. A job leaves it once it is done: mostly it is empty.',
        )}
      </span>
    </p>
  );
}

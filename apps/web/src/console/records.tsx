import type { ComponentChildren } from 'preact';
import type {
  Circumstance,
  Decision,
  DocumentFile,
  Message,
  NoticeEvent,
  NoticeView,
  PageFetches,
  ReceivedMail,
  Silence,
} from '#notices';
import { Day, Instant } from '../views/dates.js';
import {
  DECISION_LABELS,
  GRADE_LABELS,
  MESSAGE_LABELS,
  MESSAGE_STATE_LABELS,
  POST_LABELS,
} from '../views/labels.js';
import type { ConsoleContext } from './console-frame.js';
import { detailWords } from './event-details.js';
import { actorWords, EVENT_LABELS } from './event-words.js';

export interface NoticeRecords {
  timeline: NoticeEvent[];
  messages: Message[];
  circumstances: Circumstance[];
  silences: Silence[];
  decisions: Decision[];
  files: DocumentFile[];
  /** What came in by mail about its copies. */
  mails: ReceivedMail[];
  fetched: PageFetches[];
}

interface RecordsProps {
  records: NoticeRecords;
  view: NoticeView;
  context: ConsoleContext;
}

/** Decisions, silences and circumstances first, since they ask for a person; then the whole record. */
export function Records(props: RecordsProps) {
  const { records, view, context } = props;
  const { t, pick } = context;
  const agencyOf = (copyId: string | null) => {
    const agency = view.copies.find(({ copy }) => copy.id === copyId)?.copy.agency;
    return agency ? t(agency.nameZh, agency.nameEn) : '';
  };
  const { code, nameZh, nameEn } = view.notice.issuer;
  const whoOf = (actor: string) =>
    actor === `agency:${code}` ? t(nameZh, nameEn) : actorWords(actor, context);
  return (
    <>
      {records.decisions.length > 0 && (
        <section class="sheet">
          <h2>{t('决定', 'Decisions')}</h2>
          <ul class="timeline">
            {records.decisions.map((decision) => (
              <li>
                <strong>{pick(DECISION_LABELS[decision.kind])}</strong> {decision.number}{' '}
                {agencyOf(decision.copyId)}{' '}
                {decision.dueOn && <Day on={decision.dueOn} context={context} />}
                <span class="text d-block">{decision.reason}</span>
                <span class="example">
                  {decision.person} · {decision.documentNumber} ·{' '}
                  <Instant at={decision.decidedAt} context={context} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {records.silences.length > 0 && (
        <section class="sheet">
          <h2>{t('逾期未函复', 'Silences')}</h2>
          <ul class="timeline">
            {records.silences.map((silence) => (
              <li>
                <Struck when={silence.annulledAt}>
                  <span class="number">{silence.number}</span> {agencyOf(silence.copyId)}{' '}
                  {t('期限 ', 'due ')}
                  <Day on={silence.dueOn} context={context} />
                </Struck>
                {silence.annulledAt && (
                  <span class="example">
                    {t('已撤销：', 'Annulled: ')}
                    {silence.annulmentReason}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {records.circumstances.length > 0 && <Circumstances {...props} />}
      <section class="sheet">
        <h2>{t('经过', 'Timeline')}</h2>
        <ol class="timeline">
          {records.timeline.map((event) => (
            <li>
              <Instant at={event.occurredAt} context={context} />{' '}
              <strong>
                {pick(EVENT_LABELS[event.type] ?? { zh: event.type, en: event.type })}
              </strong>{' '}
              {agencyOf(event.copyId)}
              <span class="example">
                {whoOf(event.actor)} {detailWords(event, context)}{' '}
                {typeof event.data.draft === 'string' && (
                  <a href={`/console/notices/${event.data.draft}`}>{t('拟发文书', 'The draft')}</a>
                )}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section class="sheet">
        <details class="more">
          <summary>
            {t(`邮件（${records.messages.length}）`, `Messages (${records.messages.length})`)}
          </summary>
          <ul class="timeline">
            {records.messages.map((message) => (
              <li>
                <a href={`/console/notices/${view.notice.id}/messages/${message.id}`}>
                  {pick(MESSAGE_LABELS[message.kind])} → {message.address}
                </a>{' '}
                · {pick(MESSAGE_STATE_LABELS[message.state])}{' '}
                <Instant at={message.acceptedAt ?? message.createdAt} context={context} />
                {(message.bounce ?? message.delay ?? message.response) && (
                  <span class="example">{message.bounce ?? message.delay ?? message.response}</span>
                )}
              </li>
            ))}
          </ul>
        </details>
      </section>
    </>
  );
}

/** What was annulled stays readable, struck through. */
function Struck({ when, children }: { when: Date | null; children: ComponentChildren }) {
  return when ? <del>{children}</del> : <>{children}</>;
}

/** The system states facts and the posts that the clause names; people decide who is responsible. */
function Circumstances({ records, context }: RecordsProps) {
  const { t, pick } = context;
  return (
    <section class="sheet">
      <h2>{t('追责情形', 'Circumstances')}</h2>
      <p class="example mb-2">
        {t(
          '仅列事实、条款及条款所列职务；是否追责由有权机关决定。',
          'Facts, clause and the posts that it names only; whether anybody is held to account, the competent organ decides.',
        )}
      </p>
      <ul class="timeline">
        {records.circumstances.map((circumstance) => (
          <li>
            <Struck when={circumstance.annulledAt}>
              <span class="text">{circumstance.facts}</span>
            </Struck>
            {circumstance.annulledAt && (
              <span class="example">
                {t('已撤销：', 'Annulled: ')}
                {circumstance.annulmentReason}
              </span>
            )}
            <span class="example">
              {circumstance.clause}
              {circumstance.accountable.map(
                ({ post, grade }) => ` · ${pick(POST_LABELS[post])} ${pick(GRADE_LABELS[grade])}`,
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { AgendaView, MeetingView } from '#notices';
import { mayDo } from '#notices';
import { Axes } from '../../views/axes.js';
import { Day, Instant } from '../../views/dates.js';
import { StatusBadge } from '../../views/duties.js';
import { DECISION_LABELS } from '../../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { actorWords } from '../event-words.js';
import {
  addressOf,
  MEETING_EVENT_LABELS,
  MeetingFacts,
  meetingTitle,
  StateBadge,
} from './meeting-words.js';
import { sheetOf } from '../done-with-copy.js';

interface MeetingProps {
  context: ConsoleContext;
  view: MeetingView;
}

/** One meeting: what is to be done next, the agenda with what was resolved, and its record. */
export function MeetingPage({ context, view }: MeetingProps) {
  const { meeting, agenda, corrections, events } = view;
  const { t, pick } = context;
  return (
    <ConsoleFrame context={context} title={meetingTitle(meeting, context)}>
      <p>
        <a href="/console/meetings">← {t('联席会议', 'Joint meetings')}</a>
      </p>
      <h1>
        {meetingTitle(meeting, context)} <StateBadge meeting={meeting} context={context} />
      </h1>
      <NextSteps view={view} context={context} />
      <div class="columns">
        <div>
          <h2>{t(`议题（${agenda.length}）`, `Agenda (${agenda.length})`)}</h2>
          {agenda.length === 0 ? (
            <div class="empty">
              <p class="mb-0">
                {t(
                  '还没有议题。点“编排议题”，从未函复和已决定的事项中勾选，或自行填写。',
                  'No items yet. Choose “Set the agenda” to tick what is unanswered and decided, or write items of your own.',
                )}
              </p>
            </div>
          ) : (
            <Agenda view={view} context={context} />
          )}
          {corrections.length > 0 && (
            <section class="sheet">
              <h2>{t('更正', 'Corrections')}</h2>
              <ul class="timeline">
                {corrections.map((one) => (
                  <li>
                    {itemTitle(agenda, one.agendaItemId)}
                    <span class="text d-block">{one.text}</span>
                    <span class="example">
                      {one.person} · {one.documentNumber} ·{' '}
                      <Instant at={one.correctedAt} context={context} />
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <div>
          <section class="sheet">
            <h2>{t('会议', 'The meeting')}</h2>
            <MeetingFacts meeting={meeting} context={context} />
          </section>
          <section class="sheet">
            <h2>{t('经过', 'Record')}</h2>
            <ol class="timeline">
              {events.map((event) => (
                <li>
                  <Instant at={event.occurredAt} context={context} />{' '}
                  <strong>
                    {pick(MEETING_EVENT_LABELS[event.type] ?? { zh: event.type, en: event.type })}
                  </strong>
                  <span class="example">
                    {actorWords(event.actor, context)}{' '}
                    {typeof event.data.title === 'string' && event.data.title}
                    {typeof event.data.reason === 'string' && event.data.reason}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        </div>
      </div>
    </ConsoleFrame>
  );
}

function itemTitle(agenda: AgendaView[], itemId: string | null) {
  const found = agenda.find(({ item }) => item.id === itemId);
  return found && <strong>{found.item.title}</strong>;
}

/** What this state of the meeting asks for, the main thing first. */
function NextSteps({ context, view: { meeting, agenda } }: MeetingProps) {
  const { t, officer } = context;
  const at = addressOf(meeting);
  const acts = officer.role === 'secretariat';
  const open = agenda.filter(({ resolution }) => resolution === null).length;
  const may = (verb: Parameters<typeof mayDo>[0]) => acts && mayDo(verb, meeting.state);
  const main = (yes: boolean) => `btn btn-sm ${yes ? 'btn-primary' : 'btn-outline-primary'}`;
  return (
    <>
      {may('sign') && open > 0 && (
        <p class="alert-box urgency-amber">
          {t(
            `${open} 个议题还没有议定事项，写好后即可签发纪要。`,
            `${open} item(s) have no resolution yet; the minutes can be signed once they have.`,
          )}
        </p>
      )}
      <div class="buttons no-print">
        {may('sign') && open === 0 && agenda.length > 0 && (
          <a class={main(true)} href={`${at}/minutes`}>
            {t('签发纪要', 'Sign the minutes')}
          </a>
        )}
        {may('agenda') && (
          <a class={main(meeting.state === 'planned')} href={`${at}/agenda`}>
            {t('编排议题', 'Set the agenda')}
          </a>
        )}
        {may('hold') && (
          <a class={main(false)} href={`${at}/held`}>
            {t('登记已召开', 'Record that it was held')}
          </a>
        )}
        {may('change') && (
          <a class={main(false)} href={`${at}/change`}>
            {t('修改时间、地点', 'Change date or place')}
          </a>
        )}
        {may('cancel') && (
          <a class={main(false)} href={`${at}/cancellation`}>
            {t('取消会议', 'Cancel the meeting')}
          </a>
        )}
        {may('correct') && (
          <a class={main(false)} href={`${at}/correction`}>
            {t('追加更正', 'Append a correction')}
          </a>
        )}
        {agenda.length > 0 && (
          <a class={main(false)} href={`${at}/agenda.pdf`}>
            {t('议题单（PDF）', 'Agenda (PDF)')}
          </a>
        )}
        {meeting.state === 'signed' && (
          <a class={main(false)} href={`${at}/minutes.pdf`}>
            {t('纪要（PDF）', 'Minutes (PDF)')}
          </a>
        )}
        <a class={main(false)} href={`${at}/pack`}>
          {t('会议材料', 'Meeting pack')}
        </a>
        <a class={main(false)} href={`${at}/pack.xlsx`}>
          {t('下载表格', 'Spreadsheet')}
        </a>
      </div>
    </>
  );
}

function Agenda({ context, view: { meeting, agenda } }: MeetingProps) {
  return (
    <ol class="agenda">
      {agenda.map((one) => (
        <li class="sheet" id={`item-${one.item.id}`}>
          <h3>{one.item.title}</h3>
          <Matter view={one} context={context} />
          <Resolved view={one} context={context} />
          <ItemVerbs view={one} meeting={meeting} context={context} />
        </li>
      ))}
    </ol>
  );
}

/** Where the matter stands, of an item that is about a copy. */
export function Matter({ view, context }: { view: AgendaView; context: ConsoleContext }) {
  const { copy: about, decisions } = view;
  const { t, pick } = context;
  if (!about) return null;
  const { copy, duties } = about;
  return (
    <>
      <p class="mb-1">
        <a href={sheetOf(copy)} class="number">
          {copy.document.number}
        </a>{' '}
        {copy.notice.facts.place.text} <Axes copy={copy} context={context} />
      </p>
      {duties.map((duty) => (
        <span class="d-block">
          <StatusBadge view={duty} context={context} /> {pick(duty.duty.rule.name)}{' '}
          {duty.duty.dueOn && <Day on={duty.duty.dueOn} context={context} />}
        </span>
      ))}
      {decisions.map((decision) => (
        <p class="example">
          {pick(DECISION_LABELS[decision.kind])}
          {decision.number && ` ${decision.number}`}
          {t('：', ': ')}
          {decision.reason}（{decision.documentNumber}）
        </p>
      ))}
    </>
  );
}

export function Resolved({ view, context }: { view: AgendaView; context: ConsoleContext }) {
  const { resolution, assignees, assigned } = view;
  const { t } = context;
  if (!resolution) return null;
  return (
    <div class="resolution">
      <p class="text mb-1">
        <strong>{t('议定：', 'Resolved: ')}</strong>
        {resolution.text}
      </p>
      {resolution.task && (
        <p class="text mb-1">
          <strong>{t('交办：', 'Assigned: ')}</strong>
          {resolution.task} —{' '}
          {assignees.map(({ nameZh, nameEn }) => t(nameZh, nameEn)).join(t('、', ', '))}
          {t('，', ', ')}
          {resolution.dueOn && (
            <>
              {t('', 'by ')}
              <Day on={resolution.dueOn} context={context} />
              {t('前', '')}
            </>
          )}
        </p>
      )}
      {assigned?.copies.map(({ copy, duties }) => (
        <span class="d-block">
          <a href={`/console/notices/${copy.noticeId}`} class="number">
            {copy.document.number}
          </a>{' '}
          {t(copy.agency.nameZh, copy.agency.nameEn)}{' '}
          {duties.map((duty) => (
            <StatusBadge view={duty} context={context} />
          ))}
        </span>
      ))}
    </div>
  );
}

function ItemVerbs(props: {
  view: AgendaView;
  meeting: MeetingView['meeting'];
  context: ConsoleContext;
}) {
  const { view, meeting, context } = props;
  const { item, resolution, assigned } = view;
  const { t, officer } = context;
  if (officer.role !== 'secretariat') return null;
  const at = `${addressOf(meeting)}/items/${item.id}`;
  return (
    <div class="buttons no-print">
      {mayDo('resolve', meeting.state) && (
        <a
          class={`btn btn-sm btn-${resolution ? 'outline-' : ''}primary`}
          href={`${at}/resolution`}
        >
          {resolution ? t('修改议定事项', 'Change') : t('记录议定事项', 'Write the resolution')}
        </a>
      )}
      {mayDo('assign', meeting.state) && resolution?.task && !assigned && (
        <a class="btn btn-sm btn-primary" href={`${at}/assignment`}>
          {t('发出交办', 'Issue the assignment')}
        </a>
      )}
    </div>
  );
}

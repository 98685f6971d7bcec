import type { AgendaView, CopyView, MeetingView } from '#notices';
import { areaCells, areaWords } from '../../views/case-facts.js';
import { Day, dateWords } from '../../views/dates.js';
import { statusWords } from '../../views/duties.js';
import { DECISION_LABELS, OUTCOME_LABELS, STAGE_LABELS } from '../../views/labels.js';
import type { Sheet } from '../../views/spreadsheet.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { addressOf, MeetingFacts, meetingTitle } from './meeting-words.js';
import { Matter, Resolved } from './meeting.page.js';

/** What everybody at the table gets: the agenda, and each matter on one or two pages. For printing. */
export function MeetingPackPage(props: { context: ConsoleContext; view: MeetingView }) {
  const { context, view } = props;
  const { meeting, agenda, corrections } = view;
  const { t } = context;
  return (
    <ConsoleFrame context={context} title={t('会议材料', 'Meeting pack')}>
      <p class="no-print">
        <a href={addressOf(meeting)}>← {meetingTitle(meeting, context)}</a> ·{' '}
        {t('用浏览器的“打印”打印本页', 'Print this page with your browser')}
      </p>
      <article class="pack">
        <h1>{meetingTitle(meeting, context)}</h1>
        <MeetingFacts meeting={meeting} context={context} />
        <h2>{t('议题', 'Agenda')}</h2>
        <ol>
          {agenda.map(({ item }) => (
            <li>{item.title}</li>
          ))}
        </ol>
        {agenda.map((one, index) => (
          <section class="sheet">
            <h2>
              {index + 1}. {one.item.title}
            </h2>
            {one.copy && <Case view={one.copy} context={context} />}
            <Matter view={one} context={context} />
            <Resolved view={one} context={context} />
          </section>
        ))}
        {corrections.length > 0 && (
          <section class="sheet">
            <h2>{t('更正', 'Corrections')}</h2>
            {corrections.map((one) => (
              <p class="text">
                {one.text} · {one.documentNumber} · {one.person}
              </p>
            ))}
          </section>
        )}
      </article>
    </ConsoleFrame>
  );
}

function Case({ view, context }: { view: CopyView; context: ConsoleContext }) {
  const { t, pick } = context;
  const { facts } = view.copy.notice;
  const reply = view.replies.at(-1);
  return (
    <dl class="facts">
      <dt>{t('单位', 'Agency')}</dt>
      <dd>{t(view.copy.agency.nameZh, view.copy.agency.nameEn)}</dd>
      <dt>{t('地点', 'Place')}</dt>
      <dd>{facts.place.text}</dd>
      {facts.area.total > 0 && (
        <>
          <dt>{t('面积', 'Area')}</dt>
          <dd class="figures">
            {areaWords(facts.area.total, context)} · {pick(STAGE_LABELS[facts.stage])}
          </dd>
        </>
      )}
      {facts.party && (
        <>
          <dt>{t('当事人', 'Party')}</dt>
          <dd>{facts.party.name}</dd>
        </>
      )}
      {facts.description && (
        <>
          <dt>{t('情况', 'Facts')}</dt>
          <dd class="text">{facts.description}</dd>
        </>
      )}
      {reply && (
        <>
          <dt>{t('函复', 'Reply')}</dt>
          <dd class="text">
            {pick(OUTCOME_LABELS[reply.outcome])} <Day on={reply.submittedOn} context={context} />
            {'\n'}
            {reply.text}
          </dd>
        </>
      )}
    </dl>
  );
}

/** The same as a workbook: one row per item, and one per assignment. */
export function packSheets({ meeting, agenda }: MeetingView, context: ConsoleContext): Sheet[] {
  const { t, pick } = context;
  const column = (header: string, width: number) => ({ header, width });
  return [
    {
      name: t('议题', 'Agenda'),
      columns: [
        column(t('序号', 'No.'), 6),
        column(t('议题', 'Item'), 40),
        column(t('文号', 'Number'), 26),
        column(t('单位', 'Agency'), 24),
        column(t('地点', 'Place'), 28),
        column(t('面积（m²）', 'Area (m²)'), 12),
        column(t('面积（亩）', 'Area (mu)'), 12),
        column(t('任务与期限', 'Duties'), 40),
        column(t('决定', 'Decisions'), 40),
        column(t('议定事项', 'Resolved'), 40),
      ],
      rows: agenda.map((one, index) => [
        index + 1,
        one.item.title,
        ...caseCells(one, context),
        one.decisions
          .map(({ kind, number, reason }) =>
            [pick(DECISION_LABELS[kind]), number, reason].filter(Boolean).join(' '),
          )
          .join('\n'),
        one.resolution?.text ?? null,
      ]),
    },
    {
      name: t('交办', 'Assignments'),
      columns: [
        column(t('序号', 'No.'), 6),
        column(t('交办事项', 'Task'), 50),
        column(t('承办单位', 'Agencies'), 40),
        column(t('办结期限', 'By'), 14),
        column(t('交办文号', 'Number'), 26),
        column(t('办理情况', 'State'), 40),
        column(t('纪要', 'Minutes'), 26),
      ],
      rows: agenda.flatMap(({ resolution, assignees, assigned }, index) =>
        resolution?.task
          ? [
              [
                index + 1,
                resolution.task,
                assignees.map(({ nameZh, nameEn }) => t(nameZh, nameEn)).join('\n'),
                resolution.dueOn ? { on: resolution.dueOn } : null,
                assigned?.documents.map(({ number }) => number).join('\n') ?? null,
                assigned?.copies.map((copy) => standingOf(copy, context)).join('\n') ?? null,
                meeting.minutesNumber,
              ],
            ]
          : [],
      ),
    },
  ];
}

function caseCells({ copy: view }: AgendaView, context: ConsoleContext) {
  if (!view) return [null, null, null, null, null, null];
  const { agency, document, notice } = view.copy;
  const { t } = context;
  const { place, area } = notice.facts;
  return [
    document.number,
    t(agency.nameZh, agency.nameEn),
    place.text,
    ...areaCells(area.total),
    view.duties
      .map((duty) => {
        const due = duty.duty.dueOn ? dateWords(duty.duty.dueOn, context, true) : '';
        const words = [context.pick(duty.duty.rule.name), due, statusWords(duty, context)];
        return words.filter(Boolean).join(' ');
      })
      .join('\n'),
  ];
}

function standingOf({ copy, duties }: CopyView, context: ConsoleContext): string {
  const words = duties.map((duty) => statusWords(duty, context)).join(context.t('、', ', '));
  return `${context.t(copy.agency.nameZh, copy.agency.nameEn)} ${words}`;
}

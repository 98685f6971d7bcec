import type { Agency } from '#agencies';
import type { AgencyRecord, Duty, LastTwenty, UnansweredRow, WeekRecord } from '#notices';
import { withQuery } from '../../views/context.js';
import { Day } from '../../views/dates.js';
import { StatusBadge } from '../../views/duties.js';
import { WeekChart, WeekTable } from '../../views/record-chart.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { Pager } from '../table-parts.js';
import { medianWords, share } from './agency-records.page.js';
import { unansweredAddress } from './unanswered-filter.js';
import { lastTwentyWords } from './unanswered.page.js';
import { sheetOf } from '../done-with-copy.js';

interface Shown {
  context: ConsoleContext;
  agency: Agency;
  record: AgencyRecord | null;
  weeks: WeekRecord[];
  lastTwenty: LastTwenty | undefined;
  open: { rows: UnansweredRow[]; total: number };
  closed: { items: Duty[]; next: string | null };
}

/** One agency: what it owes, and how it has answered so far. */
export function AgencyRecordPage(props: Shown) {
  const { context, agency, open, closed } = props;
  const { t } = context;
  const name = t(agency.nameZh, agency.nameEn);
  return (
    <ConsoleFrame context={context} title={name}>
      <h1>
        {name} <span class="number">· {t(`未办结 ${open.total} 件`, `${open.total} open`)}</span>
      </h1>
      <p class="mb-2">
        <a href="/console/agencies">{t('各单位答复情况', "Agencies' record")}</a>
        {agency.phone && ` · ${t('电话', 'Phone')} ${agency.phone}`}
      </p>
      <Summary {...props} />
      <section class="sheet">
        <h2>{t('未办结', 'Open')}</h2>
        {open.rows.length === 0 ? (
          <p class="mb-0">{t('没有未办结的任务。', 'Nothing is open.')}</p>
        ) : (
          <>
            <table class="rows stacked">
              <thead>
                <tr>
                  <th>{t('状态', 'State')}</th>
                  <th>{t('期限', 'Due')}</th>
                  <th>{t('任务', 'Duty')}</th>
                  <th>{t('文号', 'Number')}</th>
                </tr>
              </thead>
              <tbody>
                {open.rows.map((row) => (
                  <OpenDuty row={row} context={context} />
                ))}
              </tbody>
            </table>
            <p class="mb-0 mt-2">
              <a href={unansweredAddress({ agency: agency.code })}>
                {t(`在未函复中查看全部 ${open.total} 件`, `All ${open.total} in the list`)}
              </a>
            </p>
          </>
        )}
      </section>
      <section class="sheet">
        <h2>{t('已办结', 'Closed')}</h2>
        {closed.items.length === 0 ? (
          <p class="mb-0">{t('还没有办结过任务。', 'It has closed nothing yet.')}</p>
        ) : (
          <div class="table-wrap">
            <table class="rows stacked">
              <thead>
                <tr>
                  <th>{t('办结', 'Closed')}</th>
                  <th>{t('期限', 'Due')}</th>
                  <th>{t('任务', 'Duty')}</th>
                  <th>{t('文号', 'Number')}</th>
                  <th>{t('案情', 'Case')}</th>
                </tr>
              </thead>
              <tbody>
                {closed.items.map((duty) => (
                  <ClosedDuty duty={duty} context={context} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pager
          context={context}
          next={closed.next && withQuery(context.address, 'cursor', closed.next)}
        />
      </section>
    </ConsoleFrame>
  );
}

function Summary({ context, record, weeks, lastTwenty }: Shown) {
  const { t } = context;
  const title = t('近十二周', 'The last twelve weeks');
  return (
    <section class="sheet">
      <h2>{title}</h2>
      {record ? (
        <>
          <dl class="facts wide-labels">
            <dt>{t('一天内签收', 'Acknowledged in a day')}</dt>
            <dd>
              {record.acknowledgedWithinDay} / {record.served} (
              {share(record.acknowledgedWithinDay, record.served)})
            </dd>
            <dt>{t('按期办结', 'Answered on time')}</dt>
            <dd>
              {record.onTime} / {record.dated} ({share(record.onTime, record.dated)})
            </dd>
            <dt>{t('逾期办结', 'Answered late')}</dt>
            <dd>{record.late}</dd>
            <dt>{t('逾期未办结', 'Overdue, silent')}</dt>
            <dd>{record.silent}</dd>
            <dt>{t('函复用时中位数', 'Median to reply')}</dt>
            <dd>{medianWords(record.medianDays, context)}</dd>
            <dt>{t('近20件按期', 'On time of last 20')}</dt>
            <dd>{lastTwentyWords(lastTwenty, context)}</dd>
          </dl>
          <WeekChart weeks={weeks} title={title} context={context} />
          <WeekTable weeks={weeks} context={context} />
        </>
      ) : (
        <p class="mb-0">
          {t('近十二周没有收到抄告。', 'It received no notice in the last twelve weeks.')}
        </p>
      )}
    </section>
  );
}

function OpenDuty({ row, context }: { row: UnansweredRow; context: ConsoleContext }) {
  const { copy, duty, status, remaining } = row;
  const { t, pick } = context;
  return (
    <tr>
      <td>
        <StatusBadge view={{ duty, status, remaining, late: null, counts: [] }} context={context} />
      </td>
      <td data-label={t('期限', 'Due')}>
        {duty.dueOn && <Day on={duty.dueOn} context={context} />}
      </td>
      <td>{pick(duty.rule.name)}</td>
      <td>
        <a href={sheetOf(copy)}>{copy.document.number}</a> {copy.notice.facts.project}
      </td>
    </tr>
  );
}

function ClosedDuty({ duty, context }: { duty: Duty; context: ConsoleContext }) {
  const { t, pick } = context;
  const late = duty.closedOn !== null && duty.dueOn !== null && duty.closedOn > duty.dueOn;
  return (
    <tr>
      <td>
        <span class={`standing urgency-${late ? 'red' : 'green'}`}>
          {late ? t('▲ 逾期', '▲ Late') : t('● 按期', '● On time')}
        </span>{' '}
        {duty.closedOn && <Day on={duty.closedOn} context={context} />}
      </td>
      <td data-label={t('期限', 'Due')}>
        {duty.dueOn && <Day on={duty.dueOn} context={context} />}
      </td>
      <td>{pick(duty.rule.name)}</td>
      <td class="number">
        <a href={`/console/notices/${duty.noticeId}#copy-${duty.copyId}`}>
          {duty.copy?.document.number}
        </a>
      </td>
      <td>
        {duty.copy?.notice.facts.project}
        <span class="subtle">{duty.copy?.notice.facts.place.text}</span>
      </td>
    </tr>
  );
}

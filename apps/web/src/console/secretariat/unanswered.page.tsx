import {
  type LastTwenty,
  MOST_UNANSWERED,
  type UnansweredFilter,
  type UnansweredRow,
} from '#notices';
import { Axes } from '../../views/axes.js';
import { placeWords } from '../../views/case-facts.js';
import { withQuery } from '../../views/context.js';
import { StatusBadge } from '../../views/duties.js';
import { DECISION_LABELS, SEVERITY_LABELS } from '../../views/labels.js';
import { Day } from '../../views/dates.js';
import { ConsoleFrame, type ConsoleContext } from '../console-frame.js';
import { Filters, Pager } from '../table-parts.js';
import { countedWords } from '../counted-words.js';
import { type FilterChoices, unansweredFields } from './unanswered-filter.js';
import { sheetOf } from '../done-with-copy.js';

const AT = '/console/unanswered';

/** Who has not answered, worst first. */
export function UnansweredPage(props: {
  context: ConsoleContext;
  rows: UnansweredRow[];
  records: Map<string, LastTwenty>;
  total: { open: number; overdue: number };
  next: string | null;
  filter: UnansweredFilter;
  choices: FilterChoices;
}) {
  const { context, rows, records, total, next, filter, choices } = props;
  const { t, address } = context;
  const title = t('未函复', 'Unanswered');
  const filtered = Object.values(filter).some(Boolean);
  const open = countedWords(total.open, MOST_UNANSWERED, context);
  const overdue = countedWords(total.overdue, MOST_UNANSWERED, context);
  const exported = (format: string) =>
    withQuery(
      withQuery(`${AT}/export${new URL(address, 'http://page').search}`, 'cursor', null),
      'format',
      format,
    );
  return (
    <ConsoleFrame context={context} title={title}>
      <div class="page-head">
        <h1>
          {title}{' '}
          <span class="number">
            {t(`${open} 件，其中逾期 ${overdue} 件`, `${open}, of which ${overdue} overdue`)}
          </span>
        </h1>
        {rows.length > 0 && (
          <p class="exports no-print">
            {t('导出', 'Export')} <a href={exported('xlsx')}>Excel</a>{' '}
            <a href={exported('csv')}>CSV</a>
          </p>
        )}
      </div>
      <Filters
        context={context}
        action={AT}
        clear={filtered}
        fields={unansweredFields(filter, choices, context)}
      />
      {rows.length === 0 ? (
        <Nothing filtered={filtered} context={context} />
      ) : (
        <>
          <p class="counted">
            {t(
              `本页 ${rows.length} 件，共 ${open} 件，逾期最久的在前`,
              `${rows.length} of ${open} on this page, the longest overdue first`,
            )}
          </p>
          <Several context={context}>
            <Table rows={rows} records={records} context={context} />
          </Several>
          <Pager context={context} next={next && withQuery(address, 'cursor', next)} />
        </>
      )}
    </ConsoleFrame>
  );
}

/** What the secretariat decides for several at once; the next page shows what it would apply to. */
function Several(props: { context: ConsoleContext; children: preact.ComponentChildren }) {
  const { context, children } = props;
  const { t, officer, address } = context;
  if (officer.role !== 'secretariat') return <>{children}</>;
  return (
    <form method="get" action="/console/decisions">
      <input type="hidden" name="list" value={new URL(address, 'http://page').search.slice(1)} />
      {children}
      <div
        class="buttons several no-print"
        role="group"
        aria-label={t('对勾选的各件', 'For those that are ticked')}
      >
        <span class="example">{t('对勾选的各件：', 'For those that are ticked:')}</span>
        <button type="submit" class="btn btn-sm" name="kind" value="supervise">
          {t('督办', 'Supervise')}
        </button>
        <button type="submit" class="btn btn-sm" name="kind" value="extend">
          {t('延期', 'Extend')}
        </button>
        <button type="submit" class="btn btn-sm" name="kind" value="excuse">
          {t('免除', 'Excuse')}
        </button>
        <button type="submit" class="btn btn-sm" name="kind" value="agenda">
          {t('列入议题', 'Put on the agenda')}
        </button>
      </div>
    </form>
  );
}

function Nothing({ filtered, context }: { filtered: boolean; context: ConsoleContext }) {
  const { t } = context;
  return (
    <div class="empty">
      {filtered ? (
        <>
          <p>{t('没有符合条件的未函复事项。', 'Nothing unanswered matches.')}</p>
          <a href={AT}>{t('清除筛选', 'Clear the filters')}</a>
        </>
      ) : (
        <p class="mb-0">
          {t(
            '没有未函复的事项。国土所发出抄告并送达后，未答复的单位按紧急程度列在这里。',
            'Nothing is unanswered. Once a land office has issued a notice and it was served, whoever has not answered is listed here, worst first.',
          )}
        </p>
      )}
    </div>
  );
}

function Table(props: {
  rows: UnansweredRow[];
  records: Map<string, LastTwenty>;
  context: ConsoleContext;
}) {
  const { rows, records, context } = props;
  const { t, officer } = context;
  return (
    <div class="table-wrap">
      <table class="rows stacked">
        <thead>
          <tr>
            {officer.role === 'secretariat' && (
              <th class="choose">
                <span class="visually-hidden">{t('选择', 'Choose')}</span>
              </th>
            )}
            <th>{t('期限', 'Due')}</th>
            <th>{t('单位', 'Agency')}</th>
            <th>{t('文号', 'Number')}</th>
            <th>{t('案情', 'Case')}</th>
            <th>{t('送达 · 签收 · 函复', 'Served · acknowledged · replied')}</th>
            <th class="right">{t('近20件按期', 'On time of last 20')}</th>
            <th>{t('决定', 'Decision')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row row={row} record={records.get(row.copy.agencyId)} context={context} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: {
  row: UnansweredRow;
  record: LastTwenty | undefined;
  context: ConsoleContext;
}) {
  const { row, record, context } = props;
  const { copy, duty, status, remaining } = row;
  const { t, pick, officer } = context;
  const { facts } = copy.notice;
  const agency = t(copy.agency.nameZh, copy.agency.nameEn);
  return (
    <tr>
      {officer.role === 'secretariat' && (
        <td class="choose">
          <input
            type="checkbox"
            class="form-check-input"
            name="copy"
            value={copy.id}
            aria-label={`${agency} ${copy.document.number} ${pick(duty.rule.name)}`}
          />
        </td>
      )}
      <td>
        <StatusBadge view={{ duty, status, remaining, late: null, counts: [] }} context={context} />
        <span class="subtle">
          {duty.dueOn && <Day on={duty.dueOn} context={context} />} {pick(duty.rule.name)}
        </span>
      </td>
      <td>
        <a href={`/console/agencies/${copy.agency.code}`}>{agency}</a>
      </td>
      <td class="number">
        <a href={sheetOf(copy)}>{copy.document.number}</a>
      </td>
      <td>
        {facts.project}
        {facts.severity === 'major' && (
          <strong class="ms-1">{pick(SEVERITY_LABELS[facts.severity])}</strong>
        )}
        <span class="subtle">{placeWords(facts, context)}</span>
      </td>
      <td>
        <Axes copy={copy} context={context} />
      </td>
      <td class="right" data-label={t('近20件按期', 'On time of last 20')}>
        {lastTwentyWords(record, context)}
      </td>
      <td class="decided" data-label={t('决定', 'Decision')}>
        <Decided row={row} context={context} />
      </td>
    </tr>
  );
}

/** `12/20`; fewer than twenty where it has closed fewer. */
export function lastTwentyWords(record: LastTwenty | undefined, { t }: ConsoleContext): string {
  return record ? `${record.onTime}/${record.closed}` : t('尚无', 'none yet');
}

/** Only claims and what is overdue await a decision; anything else may be decided early. */
function Decided({ row, context }: { row: UnansweredRow; context: ConsoleContext }) {
  const { copy, duty, lastDecision, awaitsDecision } = row;
  const { t, pick, officer } = context;
  const words = awaitsDecision
    ? t('待决定', 'Decide')
    : lastDecision
      ? t('再作决定', 'Decide again')
      : t('作出决定', 'Decide early');
  return (
    <>
      {lastDecision && (
        <span class="subtle">
          {pick(DECISION_LABELS[lastDecision.kind])} {lastDecision.number}
        </span>
      )}
      {officer.role === 'secretariat' ? (
        <a href={`/console/copies/${copy.id}/decide?duty=${duty.id}`}>{words}</a>
      ) : (
        awaitsDecision && t('待决定', 'Undecided')
      )}
    </>
  );
}

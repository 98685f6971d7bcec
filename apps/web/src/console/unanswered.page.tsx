import type { Agency, Region } from '#agencies';
import type { UnansweredFilter, UnansweredRow } from '#notices';
import type { Kind, Role } from '#rulebook';
import { Axes } from '../views/axes.js';
import { areaWords } from '../views/case-facts.js';
import { withQuery } from '../views/context.js';
import { StatusBadge } from '../views/duties.js';
import { DECISION_LABELS } from '../views/labels.js';
import { Day } from '../views/dates.js';
import { ConsoleFrame, type ConsoleContext } from './console-frame.js';
import { ROLE_LABELS } from './role-labels.js';
import { Filters, Pager } from './table-parts.js';

/** Who has not answered, worst first. */
export function UnansweredPage(props: {
  context: ConsoleContext;
  rows: UnansweredRow[];
  total: { open: number; overdue: number };
  next: string | null;
  filter: UnansweredFilter;
  agencies: Agency[];
  regions: Region[];
  kinds: Kind[];
  roles: readonly Role[];
}) {
  const { context, rows, total, next, filter } = props;
  const { t, pick, officer } = context;
  const title = t('未函复', 'Unanswered');
  const filtered = Object.values(filter).some(Boolean);
  const decides = officer.role === 'secretariat';
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {title}{' '}
        <span class="number">
          {t(
            `${total.open} 件，其中逾期 ${total.overdue} 件`,
            `${total.open}, of which ${total.overdue} overdue`,
          )}
        </span>
      </h1>
      <Filters
        context={context}
        action="/console/unanswered"
        clear={filtered}
        fields={[
          {
            name: 'town',
            label: t('镇园', 'Town'),
            value: filter.town,
            options: props.regions.map(({ code, nameZh, nameEn }) => ({
              value: code,
              label: t(nameZh, nameEn),
            })),
          },
          {
            name: 'role',
            label: t('单位类别', 'Role'),
            value: filter.role,
            options: props.roles.map((role) => ({ value: role, label: pick(ROLE_LABELS[role]) })),
          },
          {
            name: 'agency',
            label: t('单位', 'Agency'),
            value: filter.agency,
            options: props.agencies.map(({ code, nameZh, nameEn }) => ({
              value: code,
              label: t(nameZh, nameEn),
            })),
          },
          {
            name: 'kind',
            label: t('类别', 'Kind'),
            value: filter.kind,
            options: props.kinds.map(({ key, name }) => ({ value: key, label: pick(name) })),
          },
          {
            name: 'overdue',
            label: t('逾期', 'Overdue'),
            value: filter.overdueOnly ? '1' : undefined,
            options: [{ value: '1', label: t('仅逾期', 'Overdue only') }],
          },
          {
            name: 'text',
            label: t('文号、当事人、地点', 'Number, party, place'),
            value: filter.text,
          },
        ]}
      />
      {rows.length === 0 ? (
        <div class="empty">
          {filtered ? (
            <>
              <p>{t('没有符合条件的未函复事项。', 'Nothing unanswered matches.')}</p>
              <a href="/console/unanswered">{t('清除筛选', 'Clear the filters')}</a>
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
      ) : (
        <>
          <p class="counted">
            {t(
              `本页 ${rows.length} 件，共 ${total.open} 件`,
              `${rows.length} of ${total.open} on this page`,
            )}
          </p>
          <div class="table-wrap">
            <table class="rows">
              <thead>
                <tr>
                  <th>{t('期限', 'Due')}</th>
                  <th>{t('单位', 'Agency')}</th>
                  <th>{t('文号', 'Number')}</th>
                  <th>{t('案情', 'Case')}</th>
                  <th>{t('送达 · 签收 · 函复', 'Served · acknowledged · replied')}</th>
                  <th>{t('决定', 'Decision')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row row={row} decides={decides} context={context} />
                ))}
              </tbody>
            </table>
          </div>
          <Pager context={context} next={next && withQuery(context.address, 'cursor', next)} />
        </>
      )}
    </ConsoleFrame>
  );
}

function Row(props: { row: UnansweredRow; decides: boolean; context: ConsoleContext }) {
  const { row, decides, context } = props;
  const { copy, duty, status, remaining, lastDecision } = row;
  const { t, pick } = context;
  const { facts } = copy.notice;
  const view = {
    duty,
    status,
    remaining,
    late: null,
    counts: [],
  };
  return (
    <tr>
      <td>
        <StatusBadge view={view} context={context} />
        <span class="subtle">
          {duty.dueOn && <Day on={duty.dueOn} context={context} />} {pick(duty.rule.name)}
        </span>
      </td>
      <td>{t(copy.agency.nameZh, copy.agency.nameEn)}</td>
      <td class="number">
        <a href={`/console/notices/${copy.noticeId}#copy-${copy.id}`}>{copy.document.number}</a>
      </td>
      <td>
        {facts.project}
        <span class="subtle">
          {facts.place.text} · {areaWords(facts.area.total, context)}
        </span>
      </td>
      <td>
        <Axes copy={copy} context={context} />
      </td>
      <td>
        {lastDecision && (
          <span class="subtle">
            {pick(DECISION_LABELS[lastDecision.kind])} {lastDecision.number}
          </span>
        )}
        {decides ? (
          <a href={`/console/copies/${copy.id}/decide?duty=${duty.id}`}>
            {decideWords(remaining, lastDecision !== null, context)}
          </a>
        ) : (
          !lastDecision && remaining < 0 && t('待决定', 'Undecided')
        )}
      </td>
    </tr>
  );
}

/** Only what is overdue awaits a decision; anything else may be decided early. */
function decideWords(remaining: number, decided: boolean, { t }: ConsoleContext): string {
  if (decided) return t('再作决定', 'Decide again');
  return remaining < 0 ? t('待决定', 'Decide') : t('作出决定', 'Decide early');
}

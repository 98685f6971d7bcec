import { MOST_COUNTED, type NoticeFilter, type NoticeView, SEVERITIES } from '#notices';
import { Axes } from '../views/axes.js';
import { withQuery } from '../views/context.js';
import { Instant } from '../views/dates.js';
import { isOpen, StatusBadge } from '../views/duties.js';
import { NOTICE_STATE_LABELS, SEVERITY_LABELS } from '../views/labels.js';
import { type ConsoleContext, ConsoleFrame, mayManage, seesEverything } from './console-frame.js';
import { countedWords } from './counted-words.js';
import type { FilterChoices } from './secretariat/unanswered-filter.js';
import { type FilterField, Filters, Pager } from './table-parts.js';

/** Notices, the newest first, each with every copy's state: an office's own, or everybody's. */
export function NoticesPage(props: {
  context: ConsoleContext;
  items: NoticeView[];
  total: number;
  next: string | null;
  filter: NoticeFilter;
  choices: FilterChoices;
}) {
  const { context, items, total, next, filter, choices } = props;
  const { t, officer } = context;
  const title = seesEverything(officer)
    ? t('全部抄告', 'All notices')
    : t('本单位抄告', 'Our notices');
  const filtered = Object.values(filter).some(Boolean);
  const counted = countedWords(total, MOST_COUNTED, context);
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {title} <span class="number">{t(`${counted} 件`, counted)}</span>
      </h1>
      <Filters
        context={context}
        action="/console/notices"
        clear={filtered}
        fields={fieldsOf(filter, choices, context)}
      />
      {items.length === 0 ? (
        <div class="empty">
          {filtered ? (
            <>
              <p>{t('没有符合条件的抄告。', 'No notice matches.')}</p>
              <a href="/console/notices">{t('清除筛选', 'Clear the filters')}</a>
            </>
          ) : (
            <p class="mb-0">
              {t(
                '还没有抄告。发出后，在这里查看各单位的送达、签收和函复。',
                'No notices yet. Once one is issued you see here who was served, acknowledged and replied.',
              )}{' '}
              {officer.role === 'land-office' && (
                <a href="/console/compose">{t('写一份', 'Write one')}</a>
              )}
            </p>
          )}
        </div>
      ) : (
        <>
          <p class="counted">
            {t(
              `本页 ${items.length} 件，共 ${counted} 件，最新的在前`,
              `${items.length} of ${counted} on this page, the newest first`,
            )}
          </p>
          {items.map((item) => (
            <NoticeItem item={item} context={context} />
          ))}
          <Pager context={context} next={next && withQuery(context.address, 'cursor', next)} />
        </>
      )}
    </ConsoleFrame>
  );
}

function fieldsOf(
  filter: NoticeFilter,
  { agencies, regions, kinds }: FilterChoices,
  { t, pick, officer }: ConsoleContext,
): FilterField[] {
  const named = (some: { code: string; nameZh: string; nameEn: string }[]) =>
    some.map(({ code, nameZh, nameEn }) => ({ value: code, label: t(nameZh, nameEn) }));
  const issuer: FilterField = {
    name: 'issuer',
    label: t('发文单位', 'Issuer'),
    value: filter.issuer,
    options: named(agencies.filter(({ word }) => word !== null)),
  };
  return [
    ...(seesEverything(officer) ? [issuer] : []),
    {
      name: 'state',
      label: t('状态', 'State'),
      value: filter.state,
      options: Object.entries(NOTICE_STATE_LABELS).map(([value, label]) => ({
        value,
        label: pick(label),
      })),
    },
    { name: 'town', label: t('镇园', 'Town'), value: filter.town, options: named(regions) },
    {
      name: 'kind',
      label: t('类别', 'Kind'),
      value: filter.kind,
      options: kinds.map(({ key, name }) => ({ value: key, label: pick(name) })),
    },
    {
      name: 'severity',
      label: t('情节', 'Severity'),
      value: filter.severity,
      options: SEVERITIES.map((one) => ({ value: one, label: pick(SEVERITY_LABELS[one]) })),
    },
    {
      name: 'agency',
      label: t('主送单位', 'Recipient'),
      value: filter.agency,
      options: named(agencies),
    },
    {
      name: 'overdue',
      label: t('逾期', 'Overdue'),
      value: filter.overdue ? '1' : undefined,
      options: [{ value: '1', label: t('仅逾期', 'Overdue only') }],
    },
    {
      name: 'delivery',
      label: t('送达', 'Service'),
      value: filter.undeliverable ? 'undeliverable' : undefined,
      options: [{ value: 'undeliverable', label: t('无法送达', 'Undeliverable') }],
    },
    { name: 'from', label: t('制作日期自', 'Created from'), value: filter.from, type: 'date' },
    { name: 'to', label: t('至', 'to'), value: filter.to, type: 'date' },
    { name: 'text', label: t('文号、当事人、地点', 'Number, party, place'), value: filter.text },
  ];
}

/** One notice in a list, with every copy's axes and what is open. */
export function NoticeItem({ item, context }: { item: NoticeView; context: ConsoleContext }) {
  const { t, pick } = context;
  const { notice, documents, copies } = item;
  return (
    <section class="sheet">
      <h2>
        <a href={`/console/notices/${notice.id}`}>{notice.facts.project}</a>{' '}
        <span class="standing urgency-grey">{pick(NOTICE_STATE_LABELS[notice.state])}</span>
      </h2>
      <p class="example">
        {documents.length > 0 && (
          <>
            <span class="number">{documents.map(({ number }) => number).join(t('、', ', '))}</span>
            {' · '}
          </>
        )}
        {notice.facts.place.text} ·{' '}
        <Instant at={notice.issuedAt ?? notice.createdAt} context={context} />
      </p>
      <div class="table-wrap">
        <table class="ledger axes-ledger">
          {copies.map(({ copy, duties }) => (
            <tr>
              <td>{t(copy.agency.nameZh, copy.agency.nameEn)}</td>
              <td>
                <Axes copy={copy} context={context} />
              </td>
              <td>
                {duties.filter(isOpen).map((duty) => (
                  <span class="me-2">
                    {pick(duty.duty.rule.name)} <StatusBadge view={duty} context={context} />
                  </span>
                ))}
                {copy.reply === 'submitted' && mayManage(context.officer, notice) && (
                  <a href={`/console/notices/${notice.id}#copy-${copy.id}`}>
                    {t('审核函复', 'Review the reply')}
                  </a>
                )}
              </td>
            </tr>
          ))}
        </table>
      </div>
    </section>
  );
}

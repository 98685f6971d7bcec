import type { NoticeFilter, NoticeView } from '#notices';
import { Axes } from '../views/axes.js';
import { withQuery } from '../views/context.js';
import { Instant } from '../views/dates.js';
import { isOpen, StatusBadge } from '../views/duties.js';
import { NOTICE_STATE_LABELS } from '../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from './console-frame.js';
import { Filters, Pager } from './table-parts.js';

/** A land office's own notices, the newest first, each with every copy's state. */
export function NoticesPage(props: {
  context: ConsoleContext;
  items: NoticeView[];
  next: string | null;
  filter: NoticeFilter;
}) {
  const { context, items, next, filter } = props;
  const { t, pick } = context;
  const title = t('本单位抄告', 'Our notices');
  const filtered = Object.values(filter).some(Boolean);
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <Filters
        context={context}
        action="/console/notices"
        clear={filtered}
        fields={[
          {
            name: 'state',
            label: t('状态', 'State'),
            value: filter.state,
            options: Object.entries(NOTICE_STATE_LABELS).map(([value, label]) => ({
              value,
              label: pick(label),
            })),
          },
          {
            name: 'overdue',
            label: t('逾期', 'Overdue'),
            value: filter.overdue ? '1' : undefined,
            options: [{ value: '1', label: t('仅逾期', 'Overdue only') }],
          },
          {
            name: 'text',
            label: t('文号、当事人、地点', 'Number, party, place'),
            value: filter.text,
          },
        ]}
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
                '还没有抄告。通过接口（POST /v1/notices）发出后，在这里查看各单位的送达、签收和函复。',
                'No notices yet. Issue one over the API (POST /v1/notices); here you then see who was served, acknowledged and replied.',
              )}
            </p>
          )}
        </div>
      ) : (
        <>
          <p class="counted">
            {t(`本页 ${items.length} 件`, `${items.length} on this page`)}
            {next && t('，后面还有', ', more follow')}
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

function NoticeItem({ item, context }: { item: NoticeView; context: ConsoleContext }) {
  const { t, pick } = context;
  const { notice, documents, copies } = item;
  return (
    <section class="sheet">
      <h2>
        <a href={`/console/notices/${notice.id}`}>{notice.facts.project}</a>{' '}
        <span class="standing urgency-grey">{pick(NOTICE_STATE_LABELS[notice.state])}</span>
      </h2>
      <p class="example">
        <span class="number">{documents.map(({ number }) => number).join('、')}</span> ·{' '}
        {notice.facts.place.text} ·{' '}
        <Instant at={notice.issuedAt ?? notice.createdAt} context={context} />
      </p>
      <div class="table-wrap">
        <table class="ledger">
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
                {copy.reply === 'submitted' && (
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

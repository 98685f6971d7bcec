import type { Agency, Region } from '#agencies';
import { type AgencyRecord, type RecordPeriod, REPLY_DAYS } from '#notices';
import { Day, Instant } from '../../views/dates.js';
import { Legend, Patterns, ShareBar } from '../../views/record-chart.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { Filters } from '../table-parts.js';

export interface RecordLine {
  name: string;
  /** Where its details are. */
  href: string;
  record: AgencyRecord;
}

export interface RecordFilter extends RecordPeriod {
  by: 'agency' | 'town';
  town?: string | undefined;
}

const AT = '/console/agencies';

/** How agencies, or the agencies of towns, answered what was issued in a period. */
export function AgencyRecordsPage(props: {
  context: ConsoleContext;
  lines: RecordLine[];
  filter: RecordFilter;
  agencies: Agency[];
  regions: Region[];
  talliedAt: Date | null;
}) {
  const { context, lines, filter, agencies, regions, talliedAt } = props;
  const { t } = context;
  const title = t('各单位答复情况', "Agencies' record");
  const query = new URLSearchParams({
    by: filter.by,
    from: filter.from,
    to: filter.to,
    ...(filter.town ? { town: filter.town } : {}),
  }).toString();
  return (
    <ConsoleFrame context={context} title={title}>
      <div class="page-head">
        <h1>{title}</h1>
        {lines.length > 0 && (
          <p class="exports no-print">
            {t('导出', 'Export')} <a href={`${AT}/export?${query}`}>Excel</a>
          </p>
        )}
      </div>
      <p class="mb-0">
        <Day on={filter.from} context={context} /> {t('至', 'to')}{' '}
        <Day on={filter.to} context={context} /> {t('发出的抄告', 'by the day of issue')}
      </p>
      <Filters
        context={context}
        action={AT}
        clear={context.address !== AT}
        fields={[
          { name: 'from', label: t('发出日期自', 'Issued from'), value: filter.from, type: 'date' },
          { name: 'to', label: t('至', 'to'), value: filter.to, type: 'date' },
          {
            name: 'town',
            label: t('镇园', 'Town'),
            value: filter.town,
            options: regions.map(({ code, nameZh, nameEn }) => ({
              value: code,
              label: t(nameZh, nameEn),
            })),
          },
          {
            name: 'by',
            label: t('按', 'By'),
            value: filter.by === 'town' ? 'town' : undefined,
            none: t('单位', 'Agency'),
            options: [{ value: 'town', label: t('镇园', 'Town') }],
          },
        ]}
      />
      {lines.length === 0 ? (
        <div class="empty">
          <p class="mb-0">
            {t(
              '这段时间没有发出抄告。请换一段时间；国土所发出后，每个单位的答复情况列在这里。',
              'Nothing was issued in this period. Choose another; once notices are issued, every agency that received one is listed here.',
            )}
          </p>
        </div>
      ) : (
        <>
          <p class="counted">
            {filter.by === 'agency'
              ? t(
                  `收到抄告的单位 ${lines.length} 个，名录中共 ${agencies.length} 个，未办结多的在前`,
                  `${lines.length} of ${agencies.length} agencies received notices; those with the most unanswered first`,
                )
              : t(
                  `有抄告的镇园 ${lines.length} 个，未办结多的在前`,
                  `${lines.length} town(s); those with the most unanswered first`,
                )}
          </p>
          <Legend context={context} />
          <RecordTable lines={lines} filter={filter} context={context} />
        </>
      )}
      {talliedAt && (
        <p class="example">
          {t('统计截至 ', 'Counted at ')}
          <Instant at={talliedAt} context={context} />
        </p>
      )}
    </ConsoleFrame>
  );
}

function RecordTable(props: {
  lines: RecordLine[];
  filter: RecordFilter;
  context: ConsoleContext;
}) {
  const { lines, filter, context } = props;
  const { t } = context;
  return (
    <div class="table-wrap">
      <svg class="definitions" aria-hidden="true">
        <Patterns />
      </svg>
      <table class="rows stacked">
        <thead>
          <tr>
            <th>{filter.by === 'agency' ? t('单位', 'Agency') : t('镇园', 'Town')}</th>
            <th class="right">{t('送达', 'Served')}</th>
            <th class="right">{t('一天内签收', 'Acknowledged in a day')}</th>
            <th class="right">{t('任务', 'Duties')}</th>
            <th class="right">{t('按期', 'On time')}</th>
            <th class="right">{t('逾期办结', 'Late')}</th>
            <th class="right">{t('逾期未办结', 'Silent')}</th>
            <th class="right">{t('函复用时中位数', 'Median to reply')}</th>
            <th>{t('构成', 'Shares')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, href, record }) => (
            <tr>
              <td>
                <a href={href}>{name}</a>
              </td>
              <td class="right" data-label={t('送达', 'Served')}>
                {record.served}
              </td>
              <td class="right" data-label={t('一天内签收', 'Acknowledged in a day')}>
                {record.acknowledgedWithinDay}{' '}
                <span class="share">{share(record.acknowledgedWithinDay, record.served)}</span>
              </td>
              <td class="right" data-label={t('任务', 'Duties')}>
                {record.dated}
              </td>
              <td class="right" data-label={t('按期', 'On time')}>
                {record.onTime} <span class="share">{share(record.onTime, record.dated)}</span>
              </td>
              <td class="right" data-label={t('逾期办结', 'Late')}>
                {record.late}
              </td>
              <td class="right" data-label={t('逾期未办结', 'Silent')}>
                {record.silent}
              </td>
              <td class="right" data-label={t('函复用时中位数', 'Median to reply')}>
                {medianWords(record.medianDays, context)}
              </td>
              <td>
                <ShareBar record={record} context={context} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** 67%; nothing of nothing is no share. */
export const share = (part: number, whole: number) =>
  whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`;

export function medianWords(days: number | null, { t }: ConsoleContext): string {
  if (days === null) return '—';
  const most = REPLY_DAYS - 1;
  if (days >= most) return t(`${most} 个工作日以上`, `${most} working days or more`);
  return t(`${days} 个工作日`, `${days} working day${days === 1 ? '' : 's'}`);
}

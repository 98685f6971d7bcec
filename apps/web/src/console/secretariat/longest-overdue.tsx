import type { UnansweredRow } from '#notices';
import { Day } from '../../views/dates.js';
import { StatusBadge } from '../../views/duties.js';
import type { ConsoleContext } from '../console-frame.js';
import { unansweredAddress } from './unanswered-filter.js';
import { sheetOf } from '../done-with-copy.js';

/** Beside the chart: what has been overdue longest, and where the rest is. */
export function LongestOverdue({
  rows,
  context,
}: {
  rows: UnansweredRow[];
  context: ConsoleContext;
}) {
  const { t, pick } = context;
  return (
    <section class="sheet">
      <div class="sheet-head mb-2">
        <h2>{t('逾期最久', 'Longest overdue')}</h2>
        {rows.length > 0 && (
          <a href={unansweredAddress({ due: 'overdue' })}>{t('全部逾期', 'All that is overdue')}</a>
        )}
      </div>
      {rows.length === 0 ? (
        <p class="mb-0">{t('没有逾期的事项。', 'Nothing is overdue.')}</p>
      ) : (
        <table class="rows stacked">
          <thead>
            <tr>
              <th>{t('期限', 'Due')}</th>
              <th>{t('单位', 'Agency')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ copy, duty, status, remaining }) => (
              <tr>
                <td>
                  <StatusBadge
                    view={{ duty, status, remaining, late: null, counts: [] }}
                    context={context}
                  />
                  <span class="subtle">
                    {duty.dueOn && <Day on={duty.dueOn} context={context} />} {pick(duty.rule.name)}
                  </span>
                </td>
                <td>
                  {t(copy.agency.nameZh, copy.agency.nameEn)}
                  <a class="d-block number" href={sheetOf(copy)}>
                    {copy.document.number}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

import type { Batch, BatchCounts, BatchRowView } from '#notices';
import { withQuery } from '../../views/context.js';
import { type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { ROW_STATES, RowCounts } from './batch-states.js';
import { Csrf, ProblemOf } from './desk-fields.js';

/** One sheet: what is wrong by cell, what would be sent, and how far that is. */
export function BatchPage(props: {
  context: ConsoleContext;
  batch: Batch;
  counts: BatchCounts;
  faulty: BatchRowView[];
  rows: BatchRowView[];
  /** The line after which more follow. */
  next: number | null;
  form: FormState;
}) {
  const { context, batch, counts, faulty, rows, next, form } = props;
  const { t, address } = context;
  return (
    <ConsoleFrame context={context} title={batch.fileName}>
      <p>
        <a href="/console/batch">← {t('批量导入', 'Spreadsheets')}</a>
      </p>
      <h1>
        {batch.fileName}{' '}
        <span class="number">{t(`${counts.total} 行`, `${counts.total} rows`)}</span>
      </h1>
      <p>
        <RowCounts counts={counts} context={context} />
      </p>
      <ProblemList form={form} context={context} />
      {batch.confirmedAt ? (
        <Progress counts={counts} context={context} />
      ) : (
        <Confirm {...{ batch, counts, form, context }} />
      )}
      {faulty.length > 0 && <Faults {...{ batch, counts, faulty, context }} />}
      <h2>{t('各行', 'Rows')}</h2>
      <div class="table-wrap">
        <table class="rows stacked">
          <thead>
            <tr>
              <th class="right">{t('行', 'Line')}</th>
              <th>{t('图斑编号', 'Plot')}</th>
              <th>{t('状态', 'State')}</th>
              <th>{t('文书', 'Notice')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, number }) => (
              <tr>
                <td class="right" data-label={t('行', 'Line')}>
                  {row.line}
                </td>
                <td>{plotOf(batch, row.cells)}</td>
                <td>
                  <span class={`standing urgency-${ROW_STATES[row.state].urgency}`}>
                    {context.pick(ROW_STATES[row.state])}
                  </span>
                </td>
                <td class="number">
                  {row.noticeId && (
                    <a href={`/console/notices/${row.noticeId}`}>
                      {number ?? t('（待审核）', '(awaiting approval)')}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next !== null && (
        <p class="pager">
          <span />
          <a href={withQuery(address, 'after', String(next))}>{t('下一页', 'Next page')} →</a>
        </p>
      )}
    </ConsoleFrame>
  );
}

const plotOf = ({ headers }: Batch, cells: string[]) =>
  cells[headers.findIndex((header) => header.startsWith('图斑编号'))];

function Confirm(props: {
  batch: Batch;
  counts: BatchCounts;
  form: FormState;
  context: ConsoleContext;
}) {
  const { batch, counts, form, context } = props;
  const { t } = context;
  const known = counts['known-plot'];
  if (counts.ready + known === 0) {
    return (
      <div class="alert-box urgency-grey">
        <p>
          {t('没有可以发出的行。', 'There is no row to send.')}{' '}
          {counts['already-sent'] > 0 &&
            t(
              `${counts['already-sent']} 行此前已发，不再重发。`,
              `${counts['already-sent']} were sent before and are not sent again.`,
            )}
        </p>
      </div>
    );
  }
  return (
    <form method="post" action={`/console/batch/${batch.id}/send`} class="sheet">
      <Csrf context={context} />
      {known > 0 && (
        <div class="field" id="field-alsoKnownPlots">
          <label class="form-check">
            <input class="form-check-input" type="checkbox" name="alsoKnownPlots" value="1" />
            <span class="form-check-label">
              {t(
                `${known} 行的图斑已有文书，但内容不同；也一并再发`,
                `The plots of ${known} rows are under a notice with other facts; send these too`,
              )}
            </span>
          </label>
          <ProblemOf name="alsoKnownPlots" form={form} context={context} />
        </div>
      )}
      <div class="buttons">
        <button type="submit" class="btn btn-primary">
          {counts.ready > 0
            ? t(`发出 ${counts.ready} 份`, `Send ${counts.ready}`)
            : t('发出已勾选的', 'Send what is ticked')}
        </button>
      </div>
      <p class="example mb-0">
        {t(
          '发出后可以离开本页；有误的行不发，改好后另行上传。',
          'You may leave this page meanwhile. Faulty rows are not sent: mend them and upload them again.',
        )}
      </p>
    </form>
  );
}

function Progress({ counts, context }: { counts: BatchCounts; context: ConsoleContext }) {
  const { t } = context;
  const done = counts.sent + counts.failed;
  const all = done + counts.waiting;
  return (
    <div class={`alert-box urgency-${counts.waiting > 0 ? 'blue' : 'green'}`} role="status">
      <p>
        {counts.waiting > 0
          ? t(`正在发出：${done} / ${all}`, `Sending: ${done} of ${all}`)
          : t(`已发出 ${counts.sent} 份`, `${counts.sent} were sent`)}{' '}
        <progress max={all || 1} value={done} aria-label={t('进度', 'Progress')} />
      </p>
      {counts.waiting > 0 && (
        <p>
          {t(
            '本页每两秒刷新；也可以离开，不影响发出。',
            'This page renews itself; you may leave it.',
          )}
        </p>
      )}
    </div>
  );
}

function Faults(props: {
  batch: Batch;
  counts: BatchCounts;
  faulty: BatchRowView[];
  context: ConsoleContext;
}) {
  const { batch, counts, faulty, context } = props;
  const { t } = context;
  const total = counts.faulty + counts.failed;
  return (
    <>
      <h2>{t(`需要更正（${total} 行）`, `To be mended (${total} rows)`)}</h2>
      <p>
        <a class="btn btn-sm" href={`/console/batch/${batch.id}/faults.xlsx`}>
          {t(
            '下载这些行（有误的格标红，附批注）',
            'Download these rows, wrong cells in red with a note',
          )}
        </a>
      </p>
      {total > faulty.length && (
        <p class="counted">
          {t(
            `先列 ${faulty.length} 行，全部在下载的表里`,
            `The first ${faulty.length}; all are in the file`,
          )}
        </p>
      )}
      <div class="table-wrap">
        <table class="rows stacked">
          <thead>
            <tr>
              <th class="right">{t('行', 'Line')}</th>
              <th>{t('列', 'Column')}</th>
              <th>{t('填的是', 'It says')}</th>
              <th>{t('问题', 'Problem')}</th>
            </tr>
          </thead>
          <tbody>
            {faulty.map(({ row }) =>
              row.problems.map(({ field, problem, en }) => (
                <tr>
                  <td class="right" data-label={t('行', 'Line')}>
                    {row.line}
                  </td>
                  <td data-label={t('列', 'Column')}>{field || t('整行', 'The whole row')}</td>
                  <td class={field && 'cell-fault'} data-label={t('填的是', 'It says')}>
                    {field && cellOf(batch, row.cells, field)}
                  </td>
                  <td>{t(problem, en ?? problem)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

const cellOf = ({ headers }: Batch, cells: string[], field: string) =>
  cells[headers.findIndex((header) => header.replace(/[*\s]/g, '') === field)];

import {
  type Batch,
  type BatchCounts,
  type BatchRowState,
  type BatchRowView,
  MOST_BATCH_ROWS,
} from '#notices';
import type { Bilingual, Kind } from '#rulebook';
import { withQuery } from '../../views/context.js';
import { Instant } from '../../views/dates.js';
import { type FormState, ProblemList } from '../../views/forms.js';
import { UPLOAD_SCRIPT_ADDRESS } from '../../views/upload-script.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { actorWords } from '../event-words.js';
import { Csrf, ProblemOf } from './desk-fields.js';

const STATES: Record<BatchRowState, Bilingual & { urgency: string }> = {
  faulty: { zh: '有误', en: 'Faulty', urgency: 'red' },
  ready: { zh: '可发出', en: 'Ready', urgency: 'blue' },
  'known-plot': { zh: '图斑已有文书', en: 'Plot has a notice', urgency: 'amber' },
  'already-sent': { zh: '此前已发', en: 'Already sent', urgency: 'grey' },
  waiting: { zh: '等待发出', en: 'Waiting', urgency: 'blue' },
  sent: { zh: '已发出', en: 'Sent', urgency: 'green' },
  failed: { zh: '未能发出', en: 'Not sent', urgency: 'red' },
};

/** Template, upload, and the sheets so far. */
export function BatchStartPage(props: {
  context: ConsoleContext;
  kinds: Kind[];
  batches: { batch: Batch; counts: BatchCounts }[];
  form: FormState;
}) {
  const { context, kinds, batches, form } = props;
  const { t, pick } = context;
  const title = t('批量导入（卫片检查）', 'Many notices from a spreadsheet');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <ol class="prose">
        <li>
          {t('下载模板：', 'Download the template: ')}
          {kinds.map(({ key, name }) => (
            <a class="me-2" href={`/console/batch/template.xlsx?kind=${key}`}>
              {pick(name)}.xlsx
            </a>
          ))}
        </li>
        <li>
          {t(
            `每个图斑填一行，最多${MOST_BATCH_ROWS}行；`,
            `Fill in a line for each plot, at most ${MOST_BATCH_ROWS};`,
          )}
          {t('第二张表列出可填的内容和代码。', ' the second sheet lists values and codes.')}
        </li>
        <li>
          {t(
            '上传后先逐格检查，不会发出；看过结果再按“发出”。同一行再次上传也只发一次。',
            'What you upload is checked cell by cell first. You send it once you have read the result. The same line uploaded again is not sent again.',
          )}
        </li>
      </ol>
      <ProblemList form={form} labels={{ sheet: t('表格', 'Spreadsheet') }} context={context} />
      <form
        method="post"
        action="/console/batch"
        encType="multipart/form-data"
        class="slip-form"
        noValidate
        data-upload={t('上传没有成功，请再试一次。', 'The upload failed. Please try again.')}
      >
        <Csrf context={context} />
        {kinds.length > 1 && (
          <div class="field">
            <label class="form-label" for="field-kind">
              {t('文书种类', 'Kind of document')}
            </label>
            <select id="field-kind" name="kind" class="form-select">
              {kinds.map(({ key, name }) => (
                <option value={key} selected={form.values.kind === key}>
                  {pick(name)}
                </option>
              ))}
            </select>
          </div>
        )}
        <div class="field">
          <label class="form-label" for="field-sheet">
            {t('填好的表格（xlsx）', 'The filled-in spreadsheet (xlsx)')}
          </label>
          <input id="field-sheet" type="file" name="sheet" accept=".xlsx" class="form-control" />
          <ProblemOf name="sheet" form={form} context={context} />
        </div>
        <div id="upload-progress" class="upload-progress" hidden role="status">
          {t('正在上传', 'Uploading')} <progress max="100" value="0" /> <span>0%</span>
        </div>
        <div class="buttons">
          <button type="submit" class="btn btn-primary">
            {t('上传并检查', 'Upload and check')}
          </button>
        </div>
      </form>
      <h2>{t('最近的表格', 'Recent spreadsheets')}</h2>
      {batches.length === 0 ? (
        <div class="empty">
          <p class="mb-0">
            {t(
              '还没有上传过。上传后，每张表的检查结果和发出进度列在这里。',
              'None yet. Once you upload one, what was found and how far it is sent is listed here.',
            )}
          </p>
        </div>
      ) : (
        <div class="table-wrap">
          <table class="rows">
            <thead>
              <tr>
                <th>{t('文件', 'File')}</th>
                <th>{t('上传', 'Uploaded')}</th>
                <th>{t('结果', 'Result')}</th>
              </tr>
            </thead>
            <tbody>
              {batches.map(({ batch, counts }) => (
                <tr>
                  <td>
                    <a href={`/console/batch/${batch.id}`}>{batch.fileName}</a>
                  </td>
                  <td>
                    <Instant at={batch.createdAt} context={context} />
                    <span class="subtle">{actorWords(batch.createdBy, context)}</span>
                  </td>
                  <td>
                    <Counts counts={counts} context={context} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <script src={UPLOAD_SCRIPT_ADDRESS} defer />
    </ConsoleFrame>
  );
}

function Counts({ counts, context }: { counts: BatchCounts; context: ConsoleContext }) {
  const { pick } = context;
  return (
    <>
      {(Object.keys(STATES) as BatchRowState[])
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <span class={`standing urgency-${STATES[state].urgency} me-2`}>
            {pick(STATES[state])} {counts[state]}
          </span>
        ))}
    </>
  );
}

/** One sheet: what is wrong by cell, what would be sent, and how far that is. */
export function BatchPage(props: {
  context: ConsoleContext;
  batch: Batch;
  counts: BatchCounts;
  faulty: BatchRowView[];
  rows: BatchRowView[];
  /** The line after which more follow. */
  next: number | null;
}) {
  const { context, batch, counts, faulty, rows, next } = props;
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
        <Counts counts={counts} context={context} />
      </p>
      {batch.confirmedAt ? (
        <Progress counts={counts} context={context} />
      ) : (
        <Confirm batch={batch} counts={counts} context={context} />
      )}
      {faulty.length > 0 && <Faults {...{ batch, counts, faulty, context }} />}
      <h2>{t('各行', 'Rows')}</h2>
      <div class="table-wrap">
        <table class="rows">
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
                <td class="right">{row.line}</td>
                <td>{plotOf(batch, row.cells)}</td>
                <td>
                  <span class={`standing urgency-${STATES[row.state].urgency}`}>
                    {context.pick(STATES[row.state])}
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

function Confirm(props: { batch: Batch; counts: BatchCounts; context: ConsoleContext }) {
  const { batch, counts, context } = props;
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
        <label class="form-check">
          <input class="form-check-input" type="checkbox" name="alsoKnownPlots" value="1" />
          <span class="form-check-label">
            {t(
              `${known} 行的图斑已有文书，但内容不同；也一并再发`,
              `The plots of ${known} rows are under a notice with other facts; send these too`,
            )}
          </span>
        </label>
      )}
      <div class="buttons">
        <button type="submit" class="btn btn-primary">
          {t(`发出 ${counts.ready} 份`, `Send ${counts.ready}`)}
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
          {t('下载这些行（有误的格已标红）', 'Download these rows, wrong cells in red')}
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
        <table class="rows">
          <thead>
            <tr>
              <th class="right">{t('行', 'Line')}</th>
              <th>{t('列', 'Column')}</th>
              <th>{t('填的是', 'It says')}</th>
              <th>{t('问题', 'Problem')}</th>
            </tr>
          </thead>
          <tbody>
            {faulty.map(({ row }) => (
              <>
                {row.problems.map(({ field, problem, en }) => (
                  <tr>
                    <td class="right">{row.line}</td>
                    <td>{field}</td>
                    <td class="cell-fault">{cellOf(batch, row.cells, field)}</td>
                    <td>{t(problem, en ?? problem)}</td>
                  </tr>
                ))}
                {row.failure && (
                  <tr>
                    <td class="right">{row.line}</td>
                    <td />
                    <td />
                    <td>{row.failure}</td>
                  </tr>
                )}
              </>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const cellOf = ({ headers }: Batch, cells: string[], field: string) =>
  cells[headers.findIndex((header) => header.replace(/[*\s]/g, '') === field)];

import { type Batch, type BatchCounts, MOST_BATCH_ROWS } from '#notices';
import type { Kind } from '#rulebook';
import { Instant } from '../../views/dates.js';
import { type FormState, ProblemList } from '../../views/forms.js';
import { UPLOAD_SCRIPT_ADDRESS } from '../../views/upload-script.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { actorWords } from '../event-words.js';
import { RowCounts } from './batch-states.js';
import { Csrf, ProblemOf } from './desk-fields.js';

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
          <table class="rows stacked">
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
                    <RowCounts counts={counts} context={context} />
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

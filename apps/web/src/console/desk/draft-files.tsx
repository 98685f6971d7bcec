import { ATTACHMENT_LIMIT, type Draft } from '#notices';
import type { FormState } from '../../views/forms.js';
import type { ConsoleContext } from '../console-frame.js';
import { ProblemOf } from './desk-fields.js';

/** The files of a draft, each with a box to take it out again, and a field for more. */
export function DraftFiles(props: { draft: Draft; form: FormState; context: ConsoleContext }) {
  const { draft, form, context } = props;
  const { t } = context;
  return (
    <div class="field" id="field-files">
      {draft.attachments.length > 0 && (
        <ul class="draft-files">
          {draft.attachments.map(({ digest, name, mediaType, size }) => (
            <li>
              <a href={`/console/compose/${draft.id}/files/${digest}`}>
                {mediaType.startsWith('image/') && (
                  <img
                    src={`/console/compose/${draft.id}/files/${digest}`}
                    alt=""
                    width="96"
                    height="72"
                    loading="lazy"
                  />
                )}
                {name}
              </a>{' '}
              <span class="example">{sizeWords(size)}</span>
              <label class="form-check">
                <input class="form-check-input" type="checkbox" name="remove" value={digest} />
                <span class="form-check-label">
                  {t('去掉', 'Take out')}
                  <span class="visually-hidden"> {name}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
      <label class="form-label" for="draft-files">
        {draft.attachments.length > 0 ? t('再加', 'Add more') : t('添加', 'Add')}
        <span class="optional">{t('（选填）', '(optional)')}</span>
      </label>
      <input
        id="draft-files"
        type="file"
        name="files"
        multiple
        accept="image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"
        class="form-control"
      />
      <ProblemOf name="files" form={form} context={context} />
      <p class="example">
        {t(
          `一次最多10个，每个不超过${ATTACHMENT_LIMIT / 1024 / 1024} MB；照片（JPEG、PNG、WebP）、PDF、DOCX、XLSX，按内容判断。保存草稿后可以再加`,
          `At most 10 at once, ${ATTACHMENT_LIMIT / 1024 / 1024} MB each: JPEG, PNG, WebP, PDF, DOCX or XLSX, judged by content. Save the draft and add more`,
        )}
      </p>
    </div>
  );
}

function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.ceil(bytes / 1024)} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

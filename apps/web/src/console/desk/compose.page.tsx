import { Instant } from '../../views/dates.js';
import { type FormState, ProblemList } from '../../views/forms.js';
import { UPLOAD_SCRIPT_ADDRESS } from '../../views/upload-script.js';
import { ConsoleFrame } from '../console-frame.js';
import { actorWords } from '../event-words.js';
import { labelsOf } from './compose-labels.js';
import type { ComposeProps } from './compose-props.js';
import { AreaPart, CasePart, PlacePart, WhenPart } from './compose-parts.js';
import { ContactPart, PartyPart } from './compose-people.js';
import { reasonLabels, ServePart } from './compose-serve.js';
import { DraftFiles } from './draft-files.js';
import { Csrf } from './desk-fields.js';

/** A notice as it is written, in the order in which its facts are at hand. */
export function ComposePage(props: ComposeProps) {
  const { context, draft, kind, form, saved } = props;
  const { t, pick } = context;
  const title = t(`制发${kind.name.zh}`, `Compose: ${kind.name.en}`);
  const at = `/console/compose/${draft.id}`;
  const labels = { ...labelsOf(context), ...reasonLabels(kind, context) };
  return (
    <ConsoleFrame context={context} title={title}>
      <p>
        <a href="/console/compose">← {t('草稿', 'Drafts')}</a>
      </p>
      <h1>{title}</h1>
      <p class="example mb-3">
        {kind.clause} · {t('最近保存 ', 'Last saved ')}
        <Instant at={draft.changedAt} context={context} /> {actorWords(draft.changedBy, context)}
        {kind.approval && ` · ${t('发出前须第二人审核', 'a second officer approves it first')}`}
      </p>
      {saved && (
        <div class="alert-box urgency-green" role="status">
          <p>
            {t('草稿已保存，可以离开，以后再接着写。', 'Saved. You may leave and go on later.')}
          </p>
        </div>
      )}
      {draft.sentBackReason && (
        <div class="alert-box urgency-amber">
          <p>
            {t('审核退回：', 'Sent back: ')}
            {draft.sentBackReason}（{actorWords(draft.sentBackBy ?? '', context)}）
          </p>
        </div>
      )}
      <ProblemList form={inOrder(form, labels)} labels={labels} context={context} />
      <form
        method="post"
        action={at}
        noValidate
        encType="multipart/form-data"
        class="slip-form"
        data-upload={t('上传没有成功，请再试一次。', 'The upload failed. Please try again.')}
      >
        <Csrf context={context} />
        <input type="hidden" name="revision" value={String(draft.revision)} />
        <WhenPart {...props} />
        <PlacePart {...props} />
        <CasePart {...props} />
        <AreaPart {...props} />
        <PartyPart {...props} />
        <ContactPart {...props} />
        <h2>{t('照片和文件', 'Photographs and files')}</h2>
        <DraftFiles draft={draft} form={form} context={context} />
        <h2>{t(`发给哪些单位（${pick(kind.name)}）`, 'Who is served')}</h2>
        <ServePart {...props} />
        <div id="upload-progress" class="upload-progress" hidden role="status">
          {t('正在上传', 'Uploading')} <progress max="100" value="0" /> <span>0%</span>
        </div>
        <div class="buttons">
          <button type="submit" name="do" value="check" class="btn btn-primary">
            {t('核对', 'Check')}
          </button>
          <button type="submit" name="do" value="save" class="btn">
            {t('保存草稿', 'Save draft')}
          </button>
          <a class="btn btn-link" href={`${at}/delete`}>
            {t('删除草稿', 'Delete draft')}
          </a>
        </div>
        <p class="example">
          {t(
            '“核对”会保存并列出将发给谁、各自要做什么；还不会发出。',
            '“Check” saves and shows who would be served and asked what; nothing is sent yet.',
          )}
        </p>
      </form>
      <script src={UPLOAD_SCRIPT_ADDRESS} defer />
    </ConsoleFrame>
  );
}

/** Problems in the order of the page, whoever found them. */
function inOrder(form: FormState, labels: Partial<Record<string, string>>): FormState {
  const order = Object.keys(labels);
  const placeOf = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length);
  const problems = [...form.problems].sort((a, b) => placeOf(a.field) - placeOf(b.field));
  return { ...form, problems };
}

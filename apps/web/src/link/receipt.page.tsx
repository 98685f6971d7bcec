import { type ActField, STATED_IN_REPLY, type Submission } from '#notices';
import type { Bilingual, Discharge } from '#rulebook';
import { ACKNOWLEDGEMENT_LABELS, FORM_LABELS, OUTCOME_LABELS } from '../views/labels.js';
import { dateWords, Instant } from '../views/dates.js';
import { withoutHint } from '../views/stated-facts.js';
import { formName, LinkFrame, type LinkView } from './link-frame.js';

/** What was submitted, when, and the digest that proves it. Made to be printed and kept. */
export function ReceiptPage(
  props: LinkView & { submission: Submission; fields: readonly ActField[]; discharge?: Discharge },
) {
  const { context, view, at, submission, fields, discharge } = props;
  const { t, pick } = context;
  const form = FORM_LABELS[discharge ?? submission.form];
  // A reply states the facts of another duty in the words of that duty's own form.
  const asked = submission.form === 'reply' ? STATED_IN_REPLY : fields;
  const title = t(
    `回执：${form?.zh ?? submission.form}`,
    `Receipt: ${form?.en ?? submission.form}`,
  );
  return (
    <LinkFrame {...props} title={title}>
      <div class="alert-box urgency-green" role="status">
        <strong>● {t('已收到您的提交。', 'Your submission was received.')}</strong>
        <p>{t('回执也会发到您的邮箱。', 'The receipt is mailed to you, too.')}</p>
      </div>
      <section class="sheet">
        <h1>{title}</h1>
        <dl class="facts">
          <dt>{t('文号', 'Document')}</dt>
          <dd class="number">
            {formName(props)} {view.copy.document.number}
          </dd>
          <dt>{t('单位', 'Agency')}</dt>
          <dd>{t(view.copy.agency.nameZh, view.copy.agency.nameEn)}</dd>
          <dt>{t('提交时间', 'Submitted')}</dt>
          <dd>
            <Instant at={submission.submittedAt} context={context} />
          </dd>
          {inOrder(submission.body, asked)
            .map(([name, value]) => ({ name, text: shown(name, value, asked, context) }))
            .filter(({ text }) => text !== '')
            .map(({ name, text }) => (
              <>
                <dt>{labelOf(name, asked, context)}</dt>
                <dd class="text">{text}</dd>
              </>
            ))}
          <dt>{t('内容摘要', 'Digest')}</dt>
          <dd>
            <span class="digest">{submission.digest}</span>
            <span class="example d-block">
              {t(
                'SHA-256，内容有任何改动即不相符',
                'SHA-256; any change of the content changes it',
              )}
            </span>
          </dd>
        </dl>
      </section>
      <p class="example no-print">
        {t(
          '打印：请用浏览器的打印功能（Ctrl+P）。',
          "To print, use your browser's print command (Ctrl+P).",
        )}
      </p>
      <div class="buttons">
        <a class="btn btn-primary" href={at}>
          {pick({ zh: '返回抄告', en: 'Back to the notice' })}
        </a>
      </div>
    </LinkFrame>
  );
}

/** In the order in which the form asked: as it is kept, a body is sorted by the names of its fields. */
function inOrder(body: Submission['body'], fields: readonly ActField[]): [string, unknown][] {
  const asked = [...Object.keys(COMMON_LABELS), ...fields.map(({ name }) => name)];
  const rank = (name: string) => {
    const place = asked.lastIndexOf(name);
    return place < 0 ? asked.length : place;
  };
  return Object.entries(body).sort(([a], [b]) => rank(a) - rank(b));
}

const COMMON_LABELS: Record<string, [zh: string, en: string]> = {
  outcome: ['办理结果', 'Outcome'],
  text: ['内容', 'Text'],
  reason: ['理由', 'Reason'],
  documentNumber: ['函复文号', 'Document number'],
  attachments: ['附件', 'Files'],
  by: ['填写人', 'By'],
  name: ['姓名', 'Name'],
  position: ['职务', 'Position'],
  phone: ['电话', 'Phone'],
  email: ['同事邮箱', "Colleague's e-mail"],
  grade: ['签收方式', 'How it was signed'],
};

/** Values that are keys, in words. */
const WORDS: Partial<Record<string, Record<string, Bilingual>>> = {
  outcome: OUTCOME_LABELS,
  grade: ACKNOWLEDGEMENT_LABELS,
};

function labelOf(name: string, fields: readonly ActField[], context: LinkView['context']): string {
  const field = fields.find((one) => one.name === name);
  if (field) return withoutHint(context.pick(field.label));
  const common = COMMON_LABELS[name];
  return common ? context.t(...common) : name;
}

function shown(
  name: string,
  value: unknown,
  fields: readonly ActField[],
  context: LinkView['context'],
): string {
  if (Array.isArray(value)) {
    return value.map((one) => shown(name, one, fields, context)).join('\n');
  }
  if (typeof value === 'object' && value !== null) {
    return 'name' in value && typeof value.name === 'string' ? value.name : JSON.stringify(value);
  }
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : '';
  const words = Object.entries(WORDS[name] ?? {}).find(([key]) => key === value);
  if (words) return context.pick(words[1]);
  const field = fields.find((one) => one.name === name);
  if (field?.kind === 'date') return dateWords(value, context, true);
  const choice = field?.choices?.find((one) => one.value === value);
  return choice ? context.pick(choice.label) : value;
}

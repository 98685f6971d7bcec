import type { AttachmentRef } from '#notices';
import { isOpen } from '../views/duties.js';
import { OUTCOME_LABELS } from '../views/labels.js';
import { Choices, Field, Form, type FormState, inWords, ProblemList } from '../views/forms.js';
import { FormHead, LinkFrame, type LinkView } from './link-frame.js';

/** The written reply. Files that were already received survive an error as ticked boxes. */
export function ReplyPage(props: LinkView & { form: FormState; uploaded: AttachmentRef[] }) {
  const { context, view, at, form, uploaded } = props;
  const { t, pick } = context;
  const isOwed = (discharge: string) =>
    view.duties.some((duty) => isOpen(duty) && duty.duty.rule.dischargedBy === discharge);
  const stopWork = isOwed('stop-work');
  return (
    <LinkFrame {...props} title={t('填写函复', 'Reply')}>
      <FormHead {...props} question={t('这件事办得怎么样？', 'What came of it?')} />
      <ProblemList form={form} context={context} />
      <Form
        action={`${at}/reply`}
        submit={t('提交函复', 'Submit the reply')}
        cancel={{ href: at, label: t('返回', 'Back') }}
        multipart
      >
        <Choices
          name="outcome"
          label={t('办理结果', 'Outcome')}
          required
          form={form}
          context={context}
          choices={[
            {
              value: 'dealt-with',
              label: pick(OUTCOME_LABELS['dealt-with']),
              explanation: t('经发文单位认可后办结', 'Closes the duty once the issuer accepts it'),
            },
            {
              value: 'assisted',
              label: pick(OUTCOME_LABELS.assisted),
              explanation: t('经发文单位认可后办结', 'Closes the duty once the issuer accepts it'),
            },
            {
              value: 'in-progress',
              label: pick(OUTCOME_LABELS['in-progress']),
              explanation: t('仅作记录，期限不变', 'Goes on record; the due date stays'),
            },
            {
              value: 'outside-remit',
              label: pick(OUTCOME_LABELS['outside-remit']),
              explanation: t(
                '请写明理由，由联席会议办公室决定',
                'State the reason; the secretariat decides',
              ),
            },
          ]}
        />
        <Field
          name="text"
          label={t('函复内容', 'The reply')}
          kind="long-text"
          required
          example={t(
            '何时、何人、采取了什么措施，现场现状如何',
            'When, who, what was done, how the site looks now',
          )}
          form={form}
          context={context}
        />
        <Field
          name="reason"
          label={t('不属本单位职责的理由', 'Why it is outside your remit')}
          kind="long-text"
          example={t('仅在选择「不属本单位职责」时填写', 'Only for "outside our remit"')}
          form={form}
          context={context}
        />
        {stopWork && (
          <Field
            name="orderNumber"
            label={t('停工通知书文号', 'Number of the stop-work notice')}
            example={t('如：吕综执停〔2026〕5号', 'e.g. 吕综执停〔2026〕5号')}
            maxLength={80}
            form={form}
            context={context}
          />
        )}
        {(stopWork || isOwed('on-site')) && (
          <Field
            name="onSiteOn"
            label={t('到场制止日期', 'Date on site')}
            kind="date"
            example={
              stopWork
                ? t(
                    '函复同时说明停工、到场情况时与上一项一并填写，认可后该项任务按此日期办结',
                    'With the number above, where the reply also states them: accepted, it closes that duty as of this date',
                  )
                : t(
                    '函复同时说明到场制止情况时填写，认可后该项任务按此日期办结',
                    'Where the reply also states the attendance: accepted, it closes that duty as of this date',
                  )
            }
            form={form}
            context={context}
          />
        )}
        <Field
          name="documentNumber"
          label={t('函复文号', 'Document number')}
          example={t('如：吕供函〔2026〕8号', 'e.g. 吕供函〔2026〕8号')}
          maxLength={80}
          form={form}
          context={context}
        />
        <Field
          name="name"
          label={t('填写人姓名', 'Your name')}
          required
          autocomplete="name"
          maxLength={40}
          form={form}
          context={context}
        />
        {uploaded.length > 0 && (
          <fieldset class="field">
            <legend class="form-label">{t('已上传的附件', 'Files already received')}</legend>
            {uploaded.map(({ digest, name }) => (
              <label class="form-check">
                <input
                  class="form-check-input"
                  type="checkbox"
                  name="uploaded"
                  value={`${digest} ${name}`}
                  checked
                />
                <span class="form-check-label">{name}</span>
              </label>
            ))}
          </fieldset>
        )}
        <div class="field">
          <label class="form-label" for="field-files">
            {t('附件', 'Files')}
            <span class="optional">{t('（选填）', '(optional)')}</span>
          </label>
          <input class="form-control" id="field-files" type="file" name="files" multiple />
          {form.problems
            .filter(({ field }) => field === 'files')
            .map((one) => (
              <p class="problem">✕ {inWords(one, context)}</p>
            ))}
          <p class="example">
            {t(
              '照片、盖章扫描件（PDF）、Word 或 Excel 文件，每个不超过 10 MB',
              'Photographs, stamped scans (PDF), Word or Excel files, up to 10 MB each',
            )}
          </p>
        </div>
      </Form>
    </LinkFrame>
  );
}

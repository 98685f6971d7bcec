import type { CopyView, DecisionKind } from '#notices';
import { Axes } from '../views/axes.js';
import { isOpen, StatusBadge } from '../views/duties.js';
import { Choices, Field, Form, type FormState, ProblemList } from '../views/forms.js';
import { DECISION_LABELS } from '../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from './console-frame.js';

/** The secretariat decides on one copy: what, on which duty, why, on what paper. */
export function DecidePage(props: { context: ConsoleContext; view: CopyView; form: FormState }) {
  const { context, view, form } = props;
  const { t, pick, csrf } = context;
  const { copy, duties } = view;
  const at = `/console/copies/${copy.id}/decide`;
  const back = `/console/notices/${copy.noticeId}#copy-${copy.id}`;
  const kinds: DecisionKind[] =
    copy.remit === 'claimed-outside'
      ? ['uphold-outside-remit', 'return-outside-remit', 'extend', 'excuse', 'supervise']
      : ['supervise', 'extend', 'excuse'];
  const explanations: Record<DecisionKind, string> = {
    supervise: t(
      '由市政府督办，另定期限，系统编号',
      'Under the city government; a new date; the system numbers it',
    ),
    extend: t('在原期限上增加工作日', 'Adds working days to the due date'),
    excuse: t('该项任务不再要求办理', 'The duty is asked for no longer'),
    'uphold-outside-remit': t(
      '该份抄告办结，可另行抄告其他单位',
      'Closes this copy; another agency can be named',
    ),
    'return-outside-remit': t('该单位应继续办理', 'The agency has to act'),
  };
  const question = t(
    `对${copy.agency.nameZh}如何决定？`,
    `What do you decide on ${copy.agency.nameEn}?`,
  );
  return (
    <ConsoleFrame context={context} title={t('作出决定', 'Decide')}>
      <p>
        <a href={back}>
          ← <span class="number">{copy.document.number}</span> {copy.notice.facts.project}
        </a>
      </p>
      <h1>{question}</h1>
      <div class="mb-3">
        <Axes copy={copy} context={context} />
      </div>
      <ProblemList
        form={form}
        labels={{ reason: t('理由', 'Reason'), documentNumber: t('依据文号', 'Document') }}
        context={context}
      />
      <Form
        action={at}
        submit={t('作出决定', 'Decide')}
        cancel={{ href: back, label: t('返回', 'Back') }}
        csrf={csrf}
      >
        <Choices
          name="kind"
          label={t('决定', 'Decision')}
          required
          form={form}
          context={context}
          choices={kinds.map((kind) => ({
            value: kind,
            label: pick(DECISION_LABELS[kind]),
            explanation: explanations[kind],
          }))}
        />
        <fieldset class="field" id="field-dutyId">
          <legend class="form-label">
            {t(
              '针对哪项任务（延期、免除、督办时必选）',
              'On which duty (to extend, excuse or supervise)',
            )}
          </legend>
          {duties.filter(isOpen).map((duty) => (
            <label class="form-check">
              <input
                class="form-check-input"
                type="radio"
                name="dutyId"
                value={duty.duty.id}
                checked={form.values.dutyId === duty.duty.id}
              />
              <span class="form-check-label">
                {pick(duty.duty.rule.name)} <StatusBadge view={duty} context={context} />
              </span>
            </label>
          ))}
          {form.problems
            .filter(({ field }) => field === 'dutyId')
            .map(({ problem }) => (
              <p class="problem">✕ {problem}</p>
            ))}
        </fieldset>
        <Field
          name="workingDays"
          label={t('延期天数（仅延期）', 'Days to add (extend only)')}
          kind="number"
          unit={t('个工作日', 'working days')}
          form={form}
          context={context}
        />
        <Field
          name="dueOn"
          label={t('督办期限（仅督办）', 'Date of the supervised handling (supervise only)')}
          kind="date"
          form={form}
          context={context}
        />
        <Field
          name="reason"
          label={t('理由', 'Reason')}
          kind="long-text"
          required
          form={form}
          context={context}
        />
        <Field
          name="documentNumber"
          label={t('依据文号', 'Document')}
          required
          example={t('如：启联办〔2026〕12号', 'e.g. 启联办〔2026〕12号')}
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}

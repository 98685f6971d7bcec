import type { Agency } from '#agencies';
import type { AgendaView, Preview } from '#notices';
import { ROLE_LABELS } from '#rulebook';
import { Select, Ticks } from '../../views/choosers.js';
import { Day } from '../../views/dates.js';
import { EMPTY_FORM, Field, type FormState } from '../../views/forms.js';
import type { ConsoleContext } from '../console-frame.js';
import { type FormPageProps, MeetingForm } from './meeting-form.js';
import { Matter, Resolved } from './meeting.page.js';

export function HeldPage(props: FormPageProps) {
  const { context, form } = props;
  const { t } = context;
  return (
    <MeetingForm
      {...props}
      question={t('会议已召开，谁出席？', 'The meeting was held: who attended?')}
      path="/held"
      submit={t('登记', 'Record')}
    >
      <Field
        name="attendees"
        label={t('出席单位和人员', 'Who attended')}
        kind="long-text"
        required
        example={t('每行一个单位：单位 姓名 职务', 'One agency a line: agency, name, post')}
        form={form}
        context={context}
      />
    </MeetingForm>
  );
}

/** What was resolved on one item; and what of it is assigned, to whom, by when. */
export function ResolutionPage(props: FormPageProps & { item: AgendaView; agencies: Agency[] }) {
  const { context, form, item, agencies } = props;
  const { t } = context;
  return (
    <MeetingForm
      {...props}
      question={t(`议定了什么：${item.item.title}`, `What was resolved: ${item.item.title}`)}
      path={`/items/${item.item.id}/resolution`}
      submit={t('保存', 'Save')}
      before={
        item.copy && (
          <section class="sheet">
            <Matter view={item} context={context} />
          </section>
        )
      }
    >
      <Field
        name="text"
        label={t('议定事项', 'What was resolved')}
        kind="long-text"
        required
        form={form}
        context={context}
      />
      <h2>{t('交办（没有交办的，以下不填）', 'Assignment (leave empty where there is none)')}</h2>
      <p class="example mb-3">
        {t(
          '纪要签发后由您逐项发出；送达、计期、催办与其他文书一样，逾期列入未函复。',
          'You issue it once the minutes are signed: served, counted and chased like any other duty.',
        )}
      </p>
      <Field
        name="task"
        label={t('交办事项', 'What is assigned')}
        kind="long-text"
        example={t('承办单位会看到这段文字', 'The agencies see these words')}
        form={form}
        context={context}
      />
      <Field name="dueOn" label={t('办结期限', 'By')} kind="date" form={form} context={context} />
      <Ticks
        name="agencyCodes"
        label={t('承办单位', 'Agencies')}
        groups={townGroups(agencies, item, context)}
        form={form}
        context={context}
      />
    </MeetingForm>
  );
}

/** The town of the case first, then the city's units, then the towns' by what they are. */
function townGroups(agencies: Agency[], { copy }: AgendaView, { t, pick }: ConsoleContext) {
  const town = copy?.copy.notice.town ?? null;
  const choice = ({ code, nameZh, nameEn }: Agency) => ({ value: code, label: t(nameZh, nameEn) });
  const others = agencies.filter((agency) => agency.town !== null && agency.town !== town);
  const roles = [...new Set(others.map(({ role }) => role))];
  return [
    {
      label: t('本镇（园区）单位', 'Of the town'),
      choices: agencies.filter((agency) => town !== null && agency.town === town).map(choice),
    },
    {
      label: t('市级单位', 'Of the city'),
      choices: agencies.filter((agency) => agency.town === null).map(choice),
    },
    ...roles.map((role) => ({
      label: t(`各镇（园区）：${ROLE_LABELS[role].zh}`, `Of towns: ${pick(ROLE_LABELS[role])}`),
      choices: others.filter((agency) => agency.role === role).map(choice),
    })),
  ].filter(({ choices }) => choices.length > 0);
}

export function SignPage(props: FormPageProps) {
  const { context, form } = props;
  const { t } = context;
  return (
    <MeetingForm
      {...props}
      question={t('签发纪要？', 'Sign the minutes?')}
      path="/minutes"
      submit={t('签发纪要', 'Sign the minutes')}
      before={
        <>
          <p class="prose">
            {t(
              '签发后，议题和议定事项不能再修改，只能追加更正；需要交办的，签发后逐项发出。',
              'Once signed, items and resolutions cannot be changed, only corrected by appending; assignments are then issued one by one.',
            )}
          </p>
          <ol class="agenda">
            {props.view.agenda.map((one) => (
              <li class="sheet">
                <h3>{one.item.title}</h3>
                <Resolved view={one} context={context} />
              </li>
            ))}
          </ol>
        </>
      }
    >
      <Field
        name="minutesNumber"
        label={t('纪要文号', 'Number of the minutes')}
        required
        example={t('如：启联办纪〔2026〕3号', 'e.g. 启联办纪〔2026〕3号')}
        form={form}
        context={context}
      />
      <Field
        name="signedBy"
        label={t('签发人', 'Signed by')}
        required
        form={form}
        context={context}
      />
    </MeetingForm>
  );
}

export function CorrectionPage(props: FormPageProps) {
  const { context, form, view } = props;
  const { t } = context;
  return (
    <MeetingForm
      {...props}
      question={t('更正什么？', 'What is corrected?')}
      path="/correction"
      submit={t('追加更正', 'Append the correction')}
      before={
        <p class="example mb-3">
          {t('原纪要保留不动，更正附在其后。', 'The minutes stay as they are; this is appended.')}
        </p>
      }
    >
      <Select
        name="agendaItemId"
        label={t('关于哪个议题', 'About which item')}
        none={t('整个纪要', 'The minutes as a whole')}
        groups={[
          {
            label: t('议题', 'Items'),
            choices: view.agenda.map(({ item }) => ({ value: item.id, label: item.title })),
          },
        ]}
        form={form}
        context={context}
      />
      <Field
        name="text"
        label={t('更正内容', 'The correction')}
        kind="long-text"
        required
        form={form}
        context={context}
      />
      <Field
        name="documentNumber"
        label={t('依据文号', 'Document')}
        required
        form={form}
        context={context}
      />
    </MeetingForm>
  );
}

/** Who will be served what, before the assignment goes out. */
export function AssignmentPage(props: FormPageProps & { item: AgendaView; preview: Preview }) {
  const { context, item, preview } = props;
  const { t, pick } = context;
  const { resolution } = item;
  return (
    <MeetingForm
      {...props}
      question={t(
        `向 ${preview.recipients.length} 个单位发出交办？`,
        `Issue the assignment to ${preview.recipients.length} agencies?`,
      )}
      path={`/items/${item.item.id}/assignment`}
      submit={t('发出交办', 'Issue the assignment')}
      before={
        <section class="sheet">
          <p class="text">{resolution?.task}</p>
          {resolution?.dueOn && (
            <p>
              {t('办结期限 ', 'By ')}
              <Day on={resolution.dueOn} context={context} />
            </p>
          )}
          <ul>
            {preview.recipients.map(({ agencyNameZh, agencyNameEn, ask }) => (
              <li>
                <strong>{t(agencyNameZh, agencyNameEn)}</strong>
                <span class="example d-block">{pick(ask)}</span>
              </li>
            ))}
          </ul>
          <p class="example">
            {t(
              '以邮件送达，到期前后自动提醒，逾期列入未函复；由承办单位填写办理情况后办结。',
              'Served by mail, reminded, listed as unanswered when overdue; closed when the agency has stated what it did.',
            )}
          </p>
          {preview.warnings.map((warning) => (
            <p class="problem">{pick(warning)}</p>
          ))}
        </section>
      }
    />
  );
}

export const formOfResolution = ({ resolution }: AgendaView): FormState =>
  resolution
    ? {
        ...EMPTY_FORM,
        values: {
          text: resolution.text,
          task: resolution.task ?? '',
          dueOn: resolution.dueOn ?? '',
          agencyCodes: resolution.agencyCodes.join('\n'),
        },
      }
    : EMPTY_FORM;

import type { Agency, Contact } from '#agencies';
import { CALL_OUTCOMES, type TaskView } from '#notices';
import { Day, Instant } from '../../views/dates.js';
import { Choices, Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { actorWords } from '../event-words.js';
import { addressOfTask, OUTCOME_LABELS, REACHABILITY } from './reachability-words.js';

/** A task: whom to phone, about what, who does it, by when. */
export function NewTaskPage(props: {
  context: ConsoleContext;
  agency: Agency;
  contacts: Contact[];
  form: FormState;
}) {
  const { context, agency, contacts, form } = props;
  const { t, csrf } = context;
  const name = t(agency.nameZh, agency.nameEn);
  return (
    <ConsoleFrame context={context} title={t('建立联系任务', 'Create a task')}>
      <p>
        <a href={REACHABILITY}>← {t('联系不上的单位', 'Reachability')}</a>
      </p>
      <h1>{t(`请谁联系${name}？`, `Who phones ${name}?`)}</h1>
      <Phones agency={agency} contacts={contacts} context={context} />
      <ProblemList form={form} context={context} />
      <Form
        action={`${REACHABILITY}/new`}
        submit={t('建立任务', 'Create the task')}
        cancel={{ href: REACHABILITY, label: t('返回', 'Back') }}
        csrf={csrf}
      >
        <input type="hidden" name="agencyCode" value={agency.code} />
        <input type="hidden" name="address" value={form.values.address ?? ''} />
        <Field
          name="reason"
          label={t('要核实什么', 'What is to be cleared up')}
          kind="long-text"
          required
          form={form}
          context={context}
        />
        <Field
          name="assignedTo"
          label={t('由谁联系', 'Who makes the call')}
          required
          form={form}
          context={context}
        />
        <Field
          name="dueOn"
          label={t('几号前', 'By')}
          kind="date"
          required
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}

function Phones(props: { agency: Agency; contacts: Contact[]; context: ConsoleContext }) {
  const { agency, contacts, context } = props;
  const { t } = context;
  return (
    <section class="sheet">
      <dl class="facts">
        <dt>{t('总机', 'Phone')}</dt>
        <dd>{agency.phone}</dd>
        {contacts.map((contact) => (
          <>
            <dt>{contact.name}</dt>
            <dd>
              {contact.phone} <span class="example">{contact.email}</span>
            </dd>
          </>
        ))}
      </dl>
      <a href={`/console/directory/agencies/${agency.code}`}>
        {t('名录中的单位', 'In the directory')}
      </a>
    </section>
  );
}

/** One task with every call; the log is only ever added to. */
export function TaskPage(props: {
  context: ConsoleContext;
  view: TaskView;
  contacts: Contact[];
  form: FormState;
}) {
  const { context, view, contacts, form } = props;
  const { task, calls } = view;
  const { t, pick, csrf, officer } = context;
  const name = t(task.agency.nameZh, task.agency.nameEn);
  return (
    <ConsoleFrame context={context} title={name}>
      <p>
        <a href={REACHABILITY}>← {t('联系不上的单位', 'Reachability')}</a>
      </p>
      <h1>
        {task.closedAt
          ? t(`已联系${name}`, `${name} was phoned`)
          : t(`请联系${name}`, `Please phone ${name}`)}{' '}
        <span class={`standing urgency-${task.closedAt ? 'green' : 'blue'}`}>
          {task.closedAt ? t('● 已办结', '● closed') : t('◔ 待联系', '◔ open')}
        </span>
      </h1>
      <p class="text mb-1">{task.reason}</p>
      <p class="example mb-3">
        {task.address} {t('由 ', 'by ')}
        {task.assignedTo} {t('于 ', '')}
        <Day on={task.dueOn} context={context} /> {t('前联系', 'at the latest')} ·{' '}
        {actorWords(task.openedBy, context)} <Instant at={task.openedAt} context={context} />
      </p>
      <Phones agency={task.agency} contacts={contacts} context={context} />
      <h2>{t('联系经过', 'Calls')}</h2>
      {calls.length === 0 ? (
        <p class="example">{t('还没有联系。', 'Nobody has phoned yet.')}</p>
      ) : (
        <ol class="timeline">
          {calls.map((call) => (
            <li>
              <Instant at={call.calledAt} context={context} />{' '}
              <strong>{pick(OUTCOME_LABELS[call.outcome])}</strong>
              <span class="text d-block">{call.text}</span>
              <span class="example">{call.person}</span>
            </li>
          ))}
        </ol>
      )}
      {calls.some(({ outcome }) => outcome === 'address-corrected') && (
        <p class="alert-box urgency-amber">
          {t(
            `新邮箱须由管理员写入名录，此后的文书才会发往新地址；单位代号 ${task.agency.code}。`,
            `An operator has to enter the new address into the directory; only then notices go there. The agency's code is ${task.agency.code}.`,
          )}{' '}
          <a href={`/console/directory/agencies/${task.agency.code}`}>
            {t('打开名录', 'Open the directory')}
          </a>
        </p>
      )}
      {!task.closedAt && officer.role === 'secretariat' && (
        <>
          <h2>{t('登记一次联系', 'Record a call')}</h2>
          <ProblemList form={form} context={context} />
          <Form action={addressOfTask(task.id)} submit={t('登记', 'Record')} csrf={csrf}>
            <Choices
              name="outcome"
              label={t('结果', 'What came of it')}
              required
              choices={CALL_OUTCOMES.map((outcome) => ({
                value: outcome,
                label: pick(OUTCOME_LABELS[outcome]),
                ...(outcome === 'served-by-hand'
                  ? {
                      explanation: t(
                        '由发文单位在文书页面登记人工送达，期限自送达之日起算',
                        'The issuing office records the service on its page; periods start then',
                      ),
                    }
                  : {}),
              }))}
              form={form}
              context={context}
            />
            <Field
              name="calledAt"
              label={t('联系时间（北京时间）', 'When (Beijing time)')}
              kind="datetime-local"
              required
              form={form}
              context={context}
            />
            <Field
              name="text"
              label={t('经过', 'What was said')}
              kind="long-text"
              required
              example={t(
                '对方姓名、职务，新的邮箱等',
                'Name and post of whom you spoke to, a new address',
              )}
              form={form}
              context={context}
            />
          </Form>
        </>
      )}
    </ConsoleFrame>
  );
}

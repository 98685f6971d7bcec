import type { Agency, Contact } from '#agencies';
import {
  CALL_OUTCOMES,
  type CallOutcome,
  type FailingMailbox,
  type SilentAgency,
  type TaskView,
} from '#notices';
import type { Bilingual } from '#rulebook';
import { withQuery } from '../../views/context.js';
import { Day, Instant } from '../../views/dates.js';
import { Choices, Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { actorWords } from '../event-words.js';
import { Pager } from '../table-parts.js';

const HERE = '/console/reachability';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

const OUTCOME_LABELS: Record<CallOutcome, Bilingual> = {
  'not-reached': both('未接通', 'Nobody answered'),
  reached: both('已联系上', 'Reached'),
  'address-corrected': both('已更正邮箱', 'Address corrected'),
  'served-by-hand': both('改为人工送达', 'Served by hand'),
};

const addressOfTask = (id: string) => `${HERE}/tasks/${id}`;

/** Whom mail does not reach, and what is being done about it: open tasks first. */
export function ReachabilityPage(props: {
  context: ConsoleContext;
  tasks: TaskView[];
  nextTasks: string | null;
  mailboxes: FailingMailbox[];
  nextMailboxes: string | null;
  silent: SilentAgency[];
}) {
  const { context, tasks, nextTasks, mailboxes, nextMailboxes, silent } = props;
  const { t, address } = context;
  return (
    <ConsoleFrame context={context} title={t('联系不上的单位', 'Reachability')}>
      <h1>
        {t(
          `${mailboxes.length}${nextMailboxes ? ' 个以上' : ' 个'}邮箱发不通，${silent.length} 个单位从不签收`,
          `${mailboxes.length}${nextMailboxes ? ' or more' : ''} mailboxes fail, ${silent.length} agencies never acknowledge`,
        )}
      </h1>
      <h2>{t('待联系', 'To be phoned')}</h2>
      {tasks.length === 0 ? (
        <div class="empty">
          <p class="mb-0">
            {t(
              '没有待联系的任务。从下面的名单中建立任务，写明由谁联系、几号前联系。',
              'Nobody is to be phoned. Create a task from the lists below: who calls, and by when.',
            )}
          </p>
        </div>
      ) : (
        <Tasks tasks={tasks} context={context} />
      )}
      <p>
        <a href={`${HERE}/closed`}>{t('已办结的联系记录', 'Tasks that are closed')}</a>
        {nextTasks && (
          <>
            {' · '}
            <a href={withQuery(address, 'tasks', nextTasks)}>{t('更多', 'More')} →</a>
          </>
        )}
      </p>
      <h2>{t('发不通的邮箱', 'Mailboxes that fail')}</h2>
      {mailboxes.length === 0 ? (
        <p class="example">{t('没有发不通的邮箱。', 'No mailbox fails.')}</p>
      ) : (
        <Mailboxes mailboxes={mailboxes} context={context} />
      )}
      {nextMailboxes && (
        <p>
          <a href={withQuery(address, 'mailboxes', nextMailboxes)}>{t('更多', 'More')} →</a>
        </p>
      )}
      <h2>{t('从不签收的单位', 'Agencies that never acknowledge')}</h2>
      <p class="example">
        {t(
          '近 30 天送达至少 3 份，一份也没有签收或函复。',
          'Served three copies or more within 30 days, and neither acknowledged nor answered one.',
        )}
      </p>
      {silent.length === 0 ? (
        <p class="example">{t('没有这样的单位。', 'There is no such agency.')}</p>
      ) : (
        <Silent silent={silent} context={context} />
      )}
    </ConsoleFrame>
  );
}

/** What was cleared up, the newest first. */
export function ClosedTasksPage(props: {
  context: ConsoleContext;
  tasks: TaskView[];
  next: string | null;
}) {
  const { context, tasks, next } = props;
  const { t } = context;
  return (
    <ConsoleFrame context={context} title={t('联系记录', 'Closed tasks')}>
      <p>
        <a href={HERE}>← {t('联系不上的单位', 'Reachability')}</a>
      </p>
      <h1>{t('已办结的联系记录', 'Tasks that are closed')}</h1>
      {tasks.length === 0 ? (
        <div class="empty">
          <p class="mb-0">{t('还没有办结的联系任务。', 'No task has been closed yet.')}</p>
        </div>
      ) : (
        <Tasks tasks={tasks} context={context} />
      )}
      <Pager context={context} next={next && withQuery(context.address, 'cursor', next)} />
    </ConsoleFrame>
  );
}

function Tasks({ tasks, context }: { tasks: TaskView[]; context: ConsoleContext }) {
  const { t, pick, today } = context;
  return (
    <div class="table-wrap">
      <table class="rows stacked">
        <thead>
          <tr>
            <th>{t('单位', 'Agency')}</th>
            <th>{t('要核实什么', 'What is to be cleared up')}</th>
            <th>{t('由谁、几号前', 'Who, by when')}</th>
            <th>{t('最近一次联系', 'Last call')}</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map(({ task, calls }) => {
            const last = calls.at(-1);
            return (
              <tr>
                <td>
                  <a href={addressOfTask(task.id)}>{t(task.agency.nameZh, task.agency.nameEn)}</a>
                  <span class="subtle">{task.agency.phone}</span>
                </td>
                <td>
                  {task.reason}
                  <span class="subtle">{task.address}</span>
                </td>
                <td>
                  {task.assignedTo}
                  <span class="subtle">
                    <Day on={task.dueOn} context={context} />{' '}
                    {!task.closedAt && task.dueOn < today && (
                      <span class="standing urgency-red">▲ {t('已过期', 'overdue')}</span>
                    )}
                  </span>
                </td>
                <td>
                  {last ? (
                    <>
                      {pick(OUTCOME_LABELS[last.outcome])}
                      <span class="subtle">
                        <Instant at={last.calledAt} context={context} /> {last.person}
                      </span>
                    </>
                  ) : (
                    t('尚未联系', 'Not yet')
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Mailboxes(props: { mailboxes: FailingMailbox[]; context: ConsoleContext }) {
  const { mailboxes, context } = props;
  const { t } = context;
  return (
    <div class="table-wrap">
      <table class="rows stacked">
        <thead>
          <tr>
            <th>{t('邮箱', 'Mailbox')}</th>
            <th>{t('单位', 'Agency')}</th>
            <th>{t('对方服务器的原话', "The server's words")}</th>
            <th class="right">{t('近30天', '30 days')}</th>
            <th>{t('最近一次', 'Last')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {mailboxes.map((one) => (
            <tr>
              <td>{one.address}</td>
              <td>{t(one.agency.nameZh, one.agency.nameEn)}</td>
              <td>{one.response}</td>
              <td class="right" data-label={t('近30天', '30 days')}>
                {one.failures}
              </td>
              <td>
                {one.noticeId ? (
                  <a href={`/console/notices/${one.noticeId}`}>
                    <Instant at={one.failedAt} context={context} />
                  </a>
                ) : (
                  <Instant at={one.failedAt} context={context} />
                )}
              </td>
              <td>
                <TaskLink
                  task={one.openTask}
                  agency={one.agency}
                  address={one.address}
                  context={context}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Silent({ silent, context }: { silent: SilentAgency[]; context: ConsoleContext }) {
  const { t } = context;
  return (
    <div class="table-wrap">
      <table class="rows stacked">
        <thead>
          <tr>
            <th>{t('单位', 'Agency')}</th>
            <th class="right">{t('送达份数', 'Served')}</th>
            <th>{t('自', 'Since')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {silent.map(({ agency, served, since, openTask }) => (
            <tr>
              <td>
                {t(agency.nameZh, agency.nameEn)}
                <span class="subtle">{agency.phone}</span>
              </td>
              <td class="right" data-label={t('送达份数', 'Served')}>
                {served}
              </td>
              <td data-label={t('自', 'Since')}>
                <Day on={since} context={context} />
              </td>
              <td>
                <TaskLink task={openTask} agency={agency} address="" context={context} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TaskLink(props: {
  task: string | null;
  agency: Agency;
  address: string;
  context: ConsoleContext;
}) {
  const { task, agency, address, context } = props;
  const { t, officer } = context;
  if (task) return <a href={addressOfTask(task)}>{t('已有任务', 'Task open')}</a>;
  if (officer.role !== 'secretariat') return null;
  const query = new URLSearchParams({ agency: agency.code, ...(address ? { address } : {}) });
  return (
    <a href={`${HERE}/new?${query.toString()}`}>
      {t('建立联系任务', 'Create a task')}
      <span class="visually-hidden"> {t(agency.nameZh, agency.nameEn)}</span>
    </a>
  );
}

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
        <a href={HERE}>← {t('联系不上的单位', 'Reachability')}</a>
      </p>
      <h1>{t(`请谁联系${name}？`, `Who phones ${name}?`)}</h1>
      <Phones agency={agency} contacts={contacts} context={context} />
      <ProblemList form={form} context={context} />
      <Form
        action={`${HERE}/new`}
        submit={t('建立任务', 'Create the task')}
        cancel={{ href: HERE, label: t('返回', 'Back') }}
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
        <a href={HERE}>← {t('联系不上的单位', 'Reachability')}</a>
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

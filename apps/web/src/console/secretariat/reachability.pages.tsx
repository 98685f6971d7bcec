import type { Agency } from '#agencies';
import type { FailingMailbox, SilentAgency, TaskView } from '#notices';
import { withQuery } from '../../views/context.js';
import { Day, Instant } from '../../views/dates.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { Pager } from '../table-parts.js';
import { addressOfTask, OUTCOME_LABELS, REACHABILITY } from './reachability-words.js';

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
          `Mailboxes that fail: ${mailboxes.length}${nextMailboxes ? ' or more' : ''}; agencies that never acknowledge: ${silent.length}`,
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
        <a href={`${REACHABILITY}/closed`}>{t('已办结的联系记录', 'Tasks that are closed')}</a>
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
        <a href={REACHABILITY}>← {t('联系不上的单位', 'Reachability')}</a>
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
                {one.many && '+'}
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
    <a href={`${REACHABILITY}/new?${query.toString()}`}>
      {t('建立联系任务', 'Create a task')}
      <span class="visually-hidden"> {t(agency.nameZh, agency.nameEn)}</span>
    </a>
  );
}

import { Injectable } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { isPlainDate, localDateOf } from '#calendar';
import { Clock, type FieldProblem, insertRows, newId, Problem } from '#platform';
import { DataSource } from 'typeorm';
import { CALL_OUTCOMES, type CallOutcome, ReachabilityTask } from './reachability.entities.js';
import { fullDate } from '../words.js';

export interface TaskForm {
  agencyCode: string;
  /** The mailbox that fails; empty where the agency acknowledges nothing. */
  address: string;
  reason: string;
  assignedTo: string;
  dueOn: string;
}

export interface CallForm {
  outcome: string;
  text: string;
  /** ISO instant. */
  calledAt: string;
}

/** A call that was answered ends the task; one that nobody took does not. */
const ENDS: Record<CallOutcome, boolean> = {
  'not-reached': false,
  reached: true,
  'address-corrected': true,
  'served-by-hand': true,
};

/** Tasks to phone agencies whom mail does not reach, and what came of each call. */
@Injectable()
export class ReachabilityService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly directory: DirectoryService,
  ) {}

  /** Answers the id. @throws Problem 409 where such a task is open, 422 */
  async open(form: TaskForm, actor: string): Promise<string> {
    const agency = await this.directory.byCode(form.agencyCode);
    const today = localDateOf(this.clock.now());
    const problems: FieldProblem[] = [];
    const add = (field: string, problem: string, en: string) =>
      problems.push({ field, problem, en });
    if (!agency) add('agencyCode', '请选择名录中的单位', 'Choose an agency of the directory');
    if (!form.reason) add('reason', '请写明要核实什么', 'Write what is to be cleared up');
    if (!form.assignedTo) add('assignedTo', '请填写由谁联系', 'Write who makes the call');
    if (!isPlainDate(form.dueOn) || form.dueOn < today) {
      add(
        'dueOn',
        `请填写今天（${fullDate(today)}）或以后的日期`,
        `Give today (${today}) or a later date`,
      );
    }
    if (!agency || problems.length > 0) {
      throw Problem.invalid('联系任务有需要更正之处。', problems, 'The task needs mending.');
    }
    const id = newId();
    const { reason, assignedTo, dueOn } = form;
    const task = {
      id,
      agencyId: agency.id,
      address: form.address || null,
      reason,
      assignedTo,
      dueOn,
    };
    const [opened] = await this.database.query<{ id: string }[]>(
      `INSERT INTO reachability_task (id, agency_id, address, reason, assigned_to, due_on, opened_by, opened_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
      [...Object.values(task), actor, this.clock.now()],
    );
    if (!opened) {
      throw Problem.conflict(
        'task-open',
        '已有未办结的同样任务。',
        'There is such a task already, and it is open.',
      );
    }
    return id;
  }

  /** Records a call; one that cleared the matter up closes the task. @throws Problem 404, 409, 422 */
  async record(
    taskId: string,
    form: CallForm,
    officer: { username: string; name: string },
  ): Promise<void> {
    const now = this.clock.now();
    const calledAt = new Date(form.calledAt);
    const outcome = CALL_OUTCOMES.find((one) => one === form.outcome);
    const problems: FieldProblem[] = [];
    if (!outcome) {
      problems.push({ field: 'outcome', problem: '请选择结果', en: 'Choose what came of it' });
    }
    if (!form.text) {
      problems.push({ field: 'text', problem: '请写明经过', en: 'Write what was said' });
    }
    if (Number.isNaN(calledAt.getTime()) || calledAt > now) {
      problems.push({
        field: 'calledAt',
        problem: '请填写不晚于现在的时间',
        en: 'Give a time that is not in the future',
      });
    }
    if (!outcome || problems.length > 0) {
      throw Problem.invalid('记录有需要更正之处。', problems, 'The record needs mending.');
    }
    await this.database.transaction(async (manager) => {
      const task = await manager.findOne(ReachabilityTask, {
        where: { id: taskId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!task) throw Problem.notFound('该任务', 'The task');
      if (task.closedAt) {
        throw Problem.conflict('task-closed', '此任务已办结。', 'This task is closed.');
      }
      await insertRows(manager, 'call', [
        {
          id: newId(),
          taskId,
          outcome,
          text: form.text,
          person: `${officer.name}（${officer.username}）`,
          calledAt,
          recordedAt: now,
        },
      ]);
      if (ENDS[outcome]) await manager.update(ReachabilityTask, taskId, { closedAt: now });
    });
  }
}

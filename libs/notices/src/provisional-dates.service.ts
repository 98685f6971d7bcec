import { Injectable } from '@nestjs/common';
import { addDays, isPlainDate, localDateOf, type PlainDate } from '#calendar';
import { Clock, type FieldProblem, Problem } from '#platform';
import { Any, DataSource } from 'typeorm';
import { CopyRecorder, type Verb } from './copy-recorder.service.js';
import { Count, Duty } from './duty.entities.js';

/** So many days before a provisional date the operator is alarmed: time to import or to confirm. */
export const PROVISIONAL_ALARM_DAYS = 10;
const PAGE = 500;

export interface ProvisionalDate {
  dueOn: PlainDate;
  /** Open duties that are due on it and that nobody has confirmed. */
  duties: number;
}

export interface Confirmation {
  reason: string;
  documentNumber: string;
  /** Who vouches for the date, by name. */
  person: string;
}

/**
 * Dates that the arrangement of the next year may still move. No silence is recorded on one until the
 * arrangement is imported, or an operator confirms the date with a reason and a document.
 */
@Injectable()
export class ProvisionalDates {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly recorder: CopyRecorder,
  ) {}

  /** The nearest first. */
  async awaiting(limit = 100): Promise<ProvisionalDate[]> {
    return this.database.query<ProvisionalDate[]>(
      `SELECT to_char(due_on, 'YYYY-MM-DD') AS "dueOn", count(*)::int AS duties FROM duty
       WHERE state = 'running' AND provisional AND provisional_confirmed_at IS NULL
         AND copy_id IS NOT NULL
       GROUP BY due_on ORDER BY due_on LIMIT $1`,
      [limit],
    );
  }

  /** How many duties have such a date that is near or past: what the operator is alarmed about. */
  async pressing(): Promise<number> {
    const until = addDays(localDateOf(this.clock.now()), PROVISIONAL_ALARM_DAYS);
    const [row] = await this.database.query<{ pressing: number }[]>(
      `SELECT count(*)::int AS pressing FROM duty
       WHERE state = 'running' AND provisional AND provisional_confirmed_at IS NULL
         AND copy_id IS NOT NULL AND due_on <= $1`,
      [until],
    );
    return row?.pressing ?? 0;
  }

  /**
   * Confirms a date for every open duty that is due on it; answers for how many. The ledgers say who
   * did, why and on what document; an arrangement that comes later still moves the date.
   *
   * @throws Problem 422 with every field that is wrong, 404 where no duty waits for it
   */
  async confirm(dueOn: string, confirmation: Confirmation): Promise<number> {
    const { reason, documentNumber, person } = confirmation;
    const problems: FieldProblem[] = [];
    const need = (field: string, good: boolean, problem: string, en: string) => {
      if (!good) problems.push({ field, problem, en });
    };
    need('dueOn', isPlainDate(dueOn), '请填写日期，如2026-12-28', 'Give a date: 2026-12-28');
    need('reason', reason.trim() !== '', '请写明理由', 'State the reason');
    need(
      'documentNumber',
      documentNumber.trim() !== '',
      '请填写依据的文号',
      'Give the number of the document on which it rests',
    );
    need('person', person.trim() !== '', '请写明由谁确认', 'Say who confirms it');
    if (problems.length > 0) {
      throw Problem.invalid('不能确认。', problems, 'It cannot be confirmed.');
    }
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT id FROM duty WHERE state = 'running' AND provisional
         AND provisional_confirmed_at IS NULL AND copy_id IS NOT NULL AND due_on = $1`,
      [dueOn],
    );
    if (rows.length === 0)
      throw Problem.notFound('当日的暂定日期', 'A provisional date of this day');
    let confirmed = 0;
    for (let from = 0; from < rows.length; from += PAGE) {
      const ids = rows.slice(from, from + PAGE).map(({ id }) => id);
      const verbs = await this.#verbs(ids, dueOn, confirmation);
      confirmed += (await this.recorder.recordAll(verbs)).filter(Boolean).length;
    }
    return confirmed;
  }

  async #verbs(ids: string[], dueOn: PlainDate, confirmation: Confirmation): Promise<Verb[]> {
    const [duties, counts] = await Promise.all([
      this.database.getRepository(Duty).findBy({ id: Any(ids) }),
      this.database
        .getRepository(Count)
        .find({ where: { dutyId: Any(ids) }, order: { id: 'ASC' } }),
    ]);
    const newest = new Map(counts.map((count) => [count.dutyId, count]));
    return duties.flatMap(({ id, copyId }) => {
      const counted = newest.get(id);
      return copyId && counted ? [verbOf(id, copyId, dueOn, counted, confirmation)] : [];
    });
  }
}

function verbOf(
  dutyId: string,
  copyId: string,
  dueOn: PlainDate,
  { startedOn, ledger }: Count,
  { reason, documentNumber, person }: Confirmation,
): Verb {
  return {
    copyId,
    actor: `officer:${person.trim()}`,
    decide: ({ duties }) => {
      const duty = duties.find((one) => one.id === dutyId);
      const waits = duty?.state === 'running' && duty.provisional && !duty.provisionalConfirmedAt;
      if (!waits || duty.dueOn !== dueOn) return null;
      const count = { from: startedOn ?? dueOn, dueOn, provisional: true, ledger };
      return {
        events: [{ type: 'date-confirmed', dutyId, count }],
        data: { reason: reason.trim(), documentNumber: documentNumber.trim() },
        explanation: `暂定日期由${person.trim()}确认：${reason.trim()}`,
        documentNumber: documentNumber.trim(),
      };
    },
  };
}

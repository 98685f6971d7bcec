import { Injectable } from '@nestjs/common';
import { localDateOf, type PlainDate, type WorkingCalendar } from '#calendar';
import { Clock } from '#platform';
import { DataSource, In } from 'typeorm';
import { Decision, Duty } from '../duty.entities.js';
import { type DutyStatus, remainingOf, statusOf } from '../duty.rules.js';
import type { Copy } from '../notice.entities.js';
import { StandingService } from '../standing.service.js';
import { uuidOfCursor } from './cursors.js';

export interface UnansweredFilter {
  agency?: string | undefined;
  role?: string | undefined;
  town?: string | undefined;
  kind?: string | undefined;
  overdueOnly?: boolean | undefined;
  text?: string | undefined;
}

export interface UnansweredRow {
  copy: Copy;
  duty: Duty;
  status: DutyStatus;
  /** Days left in the duty's own unit; negative once it is overdue. */
  remaining: number;
  lastDecision: Decision | null;
}

/** `%`, `_` and `\` typed by a person are no wildcards. */
const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** Who has not answered. */
@Injectable()
export class UnansweredQueries {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
  ) {}

  /** Running, dated duties of agencies, worst first; `total` counts all that the filter lets through. */
  async list(
    filter: UnansweredFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{
    items: UnansweredRow[];
    next: string | null;
    total: { open: number; overdue: number };
  }> {
    const today = localDateOf(this.clock.now());
    const calendar = await this.standing.calendar();
    const query = this.database
      .createQueryBuilder(Duty, 'd')
      .innerJoinAndSelect('d.copy', 'c')
      .innerJoinAndSelect('c.agency', 'a')
      .innerJoinAndSelect('c.document', 'doc')
      .innerJoinAndSelect('c.notice', 'n')
      .where(`d.state = 'running' AND d.dueOn IS NOT NULL`)
      // What waits for the issuer's review has been answered; what waits for a decision has not.
      .andWhere(
        `(NOT d.awaitingReview OR c.remit = 'claimed-outside'
          OR d.rule ->> 'dischargedBy' = 'instruction')`,
      );
    if (filter.agency) query.andWhere('a.code = :agency', filter);
    if (filter.role) query.andWhere('a.role = :role', filter);
    if (filter.town) query.andWhere('n.town = :town', filter);
    if (filter.kind) query.andWhere('n.kind = :kind', filter);
    if (filter.overdueOnly) query.andWhere('d.dueOn < :today', { today });
    if (filter.text) {
      query.andWhere('(n.search LIKE :text OR lower(doc.number) LIKE :text)', {
        text: like(filter.text),
      });
    }
    const totals = await query
      .clone()
      .select('count(*)::int', 'open')
      .addSelect('(count(*) FILTER (WHERE d.due_on < :now))::int', 'overdue')
      .setParameter('now', today)
      .getRawOne<{ open: number; overdue: number }>();
    if (cursor !== null) {
      const [dueOn = '', id = ''] = cursor.split('.');
      query.andWhere('(d.due_on, d.id) > (:dueOn::date, :id::uuid)', {
        dueOn,
        id: uuidOfCursor(id),
      });
    }
    const duties = await query
      .orderBy('d.dueOn')
      .addOrderBy('d.id')
      .limit(limit + 1)
      .getMany();
    const page = duties.slice(0, limit);
    const decisions = await this.#lastDecisions(page.map((duty) => duty.copyId ?? ''));
    const last = page.at(-1);
    return {
      items: page.flatMap((duty) =>
        duty.copy ? [unansweredRow(duty, duty.copy, decisions, today, calendar)] : [],
      ),
      next: duties.length > limit && last ? `${last.dueOn}.${last.id}` : null,
      total: totals ?? { open: 0, overdue: 0 },
    };
  }

  async #lastDecisions(copyIds: string[]): Promise<Map<string, Decision>> {
    const found = await this.database
      .getRepository(Decision)
      .find({ where: { copyId: In(copyIds) }, order: { id: 'ASC' } });
    return new Map(found.map((decision) => [decision.copyId, decision]));
  }
}

function unansweredRow(
  duty: Duty,
  copy: Copy,
  decisions: Map<string, Decision>,
  today: PlainDate,
  calendar: WorkingCalendar,
): UnansweredRow {
  const remaining = remainingOf(duty, today, calendar) ?? 0;
  return {
    copy,
    duty,
    status: statusOf(duty, copy.reply !== 'none', today, calendar),
    remaining,
    lastDecision: decisions.get(copy.id) ?? null,
  };
}

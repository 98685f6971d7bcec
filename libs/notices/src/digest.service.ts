import { Injectable } from '@nestjs/common';
import { localDateOf } from '#calendar';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import { AudienceService } from './audience.service.js';
import { DailyRoots } from './evidence/daily-roots.service.js';
import { nextOpening } from './ladder.rules.js';
import { OutboxService } from './outbox.service.js';
import { ProvisionalDates } from './provisional-dates.service.js';
import { StandingService } from './standing.service.js';

/** Once a working day, at the first opening: what is new for the secretariat. */
@Injectable()
export class DigestService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly audience: AudienceService,
    private readonly outbox: OutboxService,
    private readonly provisional: ProvisionalDates,
    private readonly roots: DailyRoots,
  ) {}

  /** Writes today's digest unless it was written or the office is closed; answers whether it did. */
  async sendDue(): Promise<boolean> {
    const now = this.clock.now();
    const { officeHours } = this.standing.rulebook;
    const opening = nextOpening(now, officeHours, await this.standing.calendar());
    if (opening > now) return false;
    const today = localDateOf(now);
    const messages = await this.database.transaction(async (manager) => {
      const [first] = await manager.query<{ digest_on: string }[]>(
        'INSERT INTO digest_sent (digest_on, sent_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING digest_on',
        [today, now],
      );
      if (!first) return null;
      const [since] = await manager.query<{ at: Date | null }[]>(
        'SELECT max(sent_at) AS at FROM digest_sent WHERE digest_on < $1',
        [today],
      );
      const [counts] = await manager.query<Record<string, number>[]>(
        `SELECT
           (SELECT count(*)::int FROM silence WHERE recorded_at > $2 AND annulled_at IS NULL) AS silent,
           (SELECT count(*)::int FROM duty WHERE state = 'running' AND due_on = $1) AS "dueToday",
           (SELECT count(*)::int FROM duty WHERE state = 'running' AND due_on < $1 AND NOT awaiting_review) AS overdue,
           (SELECT count(*)::int FROM copy WHERE transport = 'undeliverable' AND closed_at IS NULL) AS undeliverable,
           (SELECT count(*)::int FROM copy WHERE remit = 'claimed-outside') AS "remitClaims"`,
        [today, since?.at ?? new Date(0)],
      );
      const provisional = await this.provisional.pressing();
      const root = await this.roots.latest();
      return this.outbox.write(
        manager,
        (await this.audience.secretariat()).map(({ email }) => ({
          kind: 'digest' as const,
          noticeId: null,
          copyId: null,
          linkId: null,
          address: email,
          props: {
            ...{ date: today, ...counts, provisional },
            ...(root && { rootDay: root.day, root: root.root, key: root.key }),
          },
          once: `digest:${today}:${email}`,
        })),
      );
    });
    if (messages === null) return false;
    await this.outbox.dispatch(messages);
    return true;
  }
}

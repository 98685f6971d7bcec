import { Injectable } from '@nestjs/common';
import type { PlainDate, WorkingCalendar } from '#calendar';
import { Clock, newId } from '#platform';
import { Any, DataSource, type EntityManager } from 'typeorm';
import { annulSilence } from './annulment.js';
import { AudienceService } from './audience.service.js';
import type { NewEvent } from './chain.js';
import { CopyRecorder, type Recorded, type Verb } from './copy-recorder.service.js';
import type { CopyState } from './copy-events.js';
import { Count, Duty } from './duty.entities.js';
import { importsBehind, isOlderCalendar, recount } from './duty.rules.js';
import type { NewMessage } from './outbox.service.js';
import { issuerOf } from './send.service.js';
import { StandingService } from './standing.service.js';

const PAGE = 500;

/** The paper of an arrangement that was imported. */
interface Paper {
  version: number;
  source: string;
  documentNumber: string | null;
}

type Recounted = NonNullable<ReturnType<typeof recount>>;
type DatedDuty = Duty & { copyId: string; dueOn: PlainDate };

/**
 * Recounts open duties whose dates were counted on a calendar that has been replaced. Dates that stay
 * become certain where they were not; those that move are told, and a wrong silence is annulled.
 */
@Injectable()
export class RecountService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly recorder: CopyRecorder,
    private readonly audience: AudienceService,
  ) {}

  /**
   * Normally finds nothing: right after an import every open duty; then what another process has
   * counted in the seconds before it saw the new calendar. Answers how many dates or certainties changed.
   */
  async recountOlder(): Promise<number> {
    const calendar = await this.standing.calendar();
    const ids = await this.#countedOtherwise(calendar.version);
    if (ids.length === 0) return 0;
    const papers = await this.database.query<Paper[]>(
      `SELECT version, source, document_number AS "documentNumber"
       FROM calendar_version ORDER BY version`,
    );
    let changed = 0;
    for (let from = 0; from < ids.length; from += PAGE) {
      const duties = await this.database
        .getRepository(Duty)
        .findBy({ id: Any(ids.slice(from, from + PAGE)), state: 'running' });
      const older = duties.filter(({ calendarVersion }) =>
        isOlderCalendar(calendarVersion, calendar.version),
      );
      const { verbs, same } = await this.#verbs(older, calendar, papers);
      changed += (await this.recorder.recordAll(verbs)).filter(Boolean).length;
      await this.#notePlainly(same, calendar.version);
    }
    return changed;
  }

  /** By the index on versions: two ranges beside the one in which all but a few lie. */
  async #countedOtherwise(version: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT id FROM duty WHERE state = 'running' AND due_on IS NOT NULL
         AND (calendar_version < $1 OR calendar_version > $1)`,
      [version],
    );
    return rows.map(({ id }) => id);
  }

  async #verbs(
    duties: Duty[],
    calendar: WorkingCalendar,
    papers: Paper[],
  ): Promise<{ verbs: Verb[]; same: Duty[] }> {
    const verbs: Verb[] = [];
    const same: Duty[] = [];
    const counts = await this.database
      .getRepository(Count)
      .find({ where: { dutyId: Any(duties.map((duty) => duty.id)) }, order: { id: 'ASC' } });
    const histories = new Map<string, Count[]>();
    for (const count of counts) {
      histories.set(count.dutyId, [...(histories.get(count.dutyId) ?? []), count]);
    }
    for (const duty of duties) {
      const count = recount(duty.rule, histories.get(duty.id) ?? [], calendar);
      const stays = count?.dueOn === duty.dueOn && count.provisional === duty.provisional;
      if (!count || stays || !isOfCopy(duty)) same.push(duty);
      else {
        const since = importsBehind(duty.calendarVersion);
        const newer = papers.filter(({ version }) => version > since);
        verbs.push(this.#verb(duty, count, newer));
      }
    }
    return { verbs, same };
  }

  /** The same date on the new calendar: nothing happened that the ledger would have to show. */
  async #notePlainly(duties: Duty[], version: string): Promise<void> {
    if (duties.length === 0) return;
    await this.database.query(
      `UPDATE duty d SET calendar_version = $2
       FROM jsonb_to_recordset($1::jsonb) r (id uuid, "dueOn" date, "calendarVersion" text)
       WHERE d.id = r.id AND d.due_on = r."dueOn" AND d.calendar_version = r."calendarVersion"`,
      [
        JSON.stringify(
          duties.map(({ id, dueOn, calendarVersion }) => ({ id, dueOn, calendarVersion })),
        ),
        version,
      ],
    );
  }

  #verb(duty: DatedDuty, count: Recounted, papers: Paper[]): Verb {
    return {
      copyId: duty.copyId,
      actor: 'system',
      decide: async (state, manager) => {
        const fresh = state.duties.find((one) => one.id === duty.id);
        const moved = fresh?.dueOn !== duty.dueOn || fresh.calendarVersion !== duty.calendarVersion;
        if (fresh?.state !== 'running' || moved) return null;
        const recorded =
          count.dueOn === duty.dueOn
            ? await this.#certain(duty, count, state, manager)
            : await this.#recounted(duty, count, state, manager);
        return { ...recorded, ...restingOn(papers, recorded.explanation) };
      },
    };
  }

  async #certain(
    duty: DatedDuty,
    count: Recounted,
    { copy }: CopyState,
    manager: EntityManager,
  ): Promise<Recorded> {
    const issuerId = await issuerOf(manager, copy.noticeId);
    return {
      // A date that becomes uncertain again keeps its day, and is counted anew as such.
      events: [
        count.provisional
          ? { type: 'duty-recounted', dutyId: duty.id, count }
          : { type: 'date-confirmed', dutyId: duty.id, count },
      ],
      data: {},
      explanation: count.provisional ? '工作日安排变更，日期暂定' : '放假安排已公布，日期确定',
      messages: await this.#tell(manager, copy, issuerId, duty, count),
    };
  }

  async #recounted(
    duty: DatedDuty,
    count: Recounted,
    { copy }: CopyState,
    manager: EntityManager,
  ): Promise<Recorded> {
    const issuerId = await issuerOf(manager, copy.noticeId);
    const messages = await this.#tell(manager, copy, issuerId, duty, count);
    const facts: NewEvent[] = [];
    const reason = '工作日安排变更，期限重新计算';
    const annulled = await annulSilence(manager, duty, reason, this.clock.now());
    if (annulled) {
      const { silence } = annulled;
      facts.push(...annulled.facts);
      const all = ['agency', 'issuer', 'secretariat'];
      for (const { address, linkId } of await this.audience.of(manager, copy, issuerId, all)) {
        messages.push({
          kind: 'annulled',
          noticeId: copy.noticeId,
          copyId: copy.id,
          linkId,
          address,
          props: { number: silence.number, reason, dutyId: duty.id, silenceId: silence.id },
          once: `annulled:${silence.id}:${address}`,
        });
      }
    }
    return {
      events: [{ type: 'duty-recounted', dutyId: duty.id, count }],
      data: {},
      explanation: '工作日安排变更，重新计算',
      messages,
      facts,
    };
  }

  async #tell(
    manager: EntityManager,
    copy: CopyState['copy'],
    issuerId: string,
    duty: DatedDuty,
    count: Recounted,
  ): Promise<NewMessage[]> {
    const told = await this.audience.of(manager, copy, issuerId, ['agency', 'issuer']);
    return told.map(({ address, linkId }) => ({
      kind: 'recounted',
      noticeId: copy.noticeId,
      copyId: copy.id,
      linkId,
      address,
      props: { dutyId: duty.id, before: duty.dueOn, after: count.dueOn },
      once: `recount:${newId()}:${address}`,
    }));
  }
}

/** A recount names what it rests on; no paper where only the published data grew. */
function restingOn(papers: Paper[], explanation = '') {
  if (papers.length === 0) return {};
  const numbers = papers.flatMap(({ documentNumber }) => documentNumber ?? []).join('、');
  const sources = papers.map(({ source }) => source).join('、');
  return { documentNumber: numbers || null, explanation: `${explanation}（${sources}）` };
}

/** The issuer's own duties are closed by what they are about, and carry no ladder. */
const isOfCopy = (duty: Duty): duty is DatedDuty => duty.copyId !== null && duty.dueOn !== null;

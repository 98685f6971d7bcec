import type { DeadlineCount, PlainDate } from '#calendar';
import { localDateOf } from '#calendar';
import type { CopyChange, CopyState, DoneStep, RuleContext } from './copy-events.js';
import type { CountReason, Duty } from './duty.entities.js';
import { countPeriod, dueAfterReturn, isLate, isOpen } from './duty.rules.js';
import { planLadder } from './ladder.rules.js';

/** What may be done to the duties of one copy; what follows from it gathers in `change`. */
export class Fold {
  readonly change: CopyChange = { counts: [], stopped: [], planned: [] };

  constructor(
    private readonly state: CopyState,
    private readonly context: RuleContext,
  ) {}

  duty(id: string): Duty {
    const duty = this.state.duties.find((one) => one.id === id);
    if (!duty) throw new Error(`duty ${id} is not of copy ${this.state.copy.id}`);
    return duty;
  }

  open(discharge?: string): Duty[] {
    return this.state.duties.filter(
      (duty) => isOpen(duty) && (discharge === undefined || duty.rule.dischargedBy === discharge),
    );
  }

  start(trigger: string, on: PlainDate): void {
    for (const duty of this.state.duties) {
      if (duty.state !== 'waiting' || duty.rule.startsOn !== trigger) continue;
      duty.state = 'running';
      duty.startedOn = on;
      // Frozen from here on: a later edit of the rulebook changes no running duty.
      duty.ladderVersion = duty.rule.ladder === null ? null : this.context.rulebookVersion;
      const count = countPeriod(duty.rule, on, this.context.calendar);
      if (count) this.date(duty, count, 'started');
    }
  }

  /** Sets a duty's date, notes the count and plans its ladder anew. */
  date(duty: Duty, count: DeadlineCount, reason: CountReason): void {
    if (reason !== 'started') this.stop(duty, '日期重新计算');
    duty.dueOn = count.dueOn;
    // Who vouched for a date that could still move vouched for that date only.
    duty.provisionalConfirmedAt = null;
    this.note(duty, count, reason);
    this.plan(duty, reason === 'started');
  }

  /** Into the ledger. */
  note(duty: Duty, count: DeadlineCount, reason: CountReason): void {
    duty.provisional = count.provisional;
    duty.calendarVersion = this.context.calendar.version;
    this.change.counts.push({
      dutyId: duty.id,
      reason,
      startedOn: count.from,
      dueOn: count.dueOn,
      provisional: count.provisional,
      ledger: count.ledger,
    });
  }

  /**
   * The date stays and becomes one on which silence may be recorded. Steps that it held up are planned
   * anew, for their own time; where it had been confirmed before, they have been carried out since.
   */
  confirm(duty: Duty, count: DeadlineCount): void {
    const heldUp = duty.provisional && !duty.provisionalConfirmedAt;
    this.note(duty, count, 'confirmed');
    if (count.provisional) duty.provisionalConfirmedAt = this.context.now;
    if (!heldUp) return;
    this.stop(duty, '日期已确认，重新安排');
    this.plan(duty);
  }

  /** A ladder that is planned anew repeats no reminder whose time has passed, and nothing in `done`. */
  plan(duty: Duty, first = false, done: DoneStep[] = []): void {
    const { ladderVersion, startedOn, dueOn, rule } = duty;
    if (ladderVersion === null || rule.ladder === null) return;
    if (dueOn === null || startedOn === null || duty.awaitingReview) return;
    const { officeHours, calendar, now } = this.context;
    const ladder = this.context.ladderOf(ladderVersion, rule.ladder);
    for (const step of planLadder(ladder, startedOn, dueOn, officeHours, calendar)) {
      if (!first && step.rule.action === 'remind' && step.dueAt <= now) continue;
      const { key } = step.rule;
      if (done.some((one) => one.key === key && one.plannedOn === step.plannedOn)) continue;
      this.change.planned.push({ dutyId: duty.id, step });
    }
  }

  stop(duty: Duty, note: string): void {
    this.change.stopped.push({ dutyId: duty.id, note });
  }

  close(duty: Duty, on: PlainDate): void {
    if (duty.state !== 'running' && duty.state !== 'waiting') return;
    duty.state = 'closed';
    duty.closedOn = on;
    duty.closedAt = this.context.now;
    duty.awaitingReview = false;
    duty.circumstancesClaimedAt = null;
    this.stop(duty, '已了结');
  }

  end(duty: Duty, state: 'excused' | 'withdrawn' | 'outside-remit', note: string): void {
    duty.state = state;
    duty.closedAt = this.context.now;
    duty.closedOn = localDateOf(this.context.now);
    duty.awaitingReview = false;
    duty.circumstancesClaimedAt = null;
    this.stop(duty, note);
  }

  hold(duties: Duty[], note: string): void {
    for (const duty of duties) {
      duty.awaitingReview = true;
      this.stop(duty, note);
    }
  }

  /** Nobody is chased while a reply, a claim about the remit or one of 特殊情况 awaits its answer. */
  release(duty: Duty): void {
    const { reply, remit } = this.state.copy;
    const replied = duty.rule.dischargedBy === 'reply' && reply === 'submitted';
    const claimed = remit === 'claimed-outside' || Boolean(duty.circumstancesClaimedAt);
    duty.awaitingReview = replied || claimed;
  }

  /** A decision on the duty settles a claim of 特殊情况, whatever else it says. */
  settleClaim(duty: Duty): void {
    duty.circumstancesClaimedAt = null;
    this.release(duty);
  }

  /** A duty that waited for a review goes on, with its date or a later one. */
  resume(duty: Duty, on: PlainDate, workingDays: number): void {
    this.release(duty);
    if (duty.state !== 'running' || duty.awaitingReview) return;
    const count = dueAfterReturn(duty.dueOn, on, workingDays, this.context.calendar);
    if (count) this.date(duty, count, 'returned');
    else this.plan(duty);
  }

  /**
   * A service that a bounce undid: its periods have not started. Answers that came anyway stand: a duty
   * that was closed stays closed, but was not late for a date that has never been one.
   */
  unserve(): void {
    for (const duty of this.state.duties) {
      if (duty.rule.startsOn !== 'service' || duty.startedOn === null) continue;
      const late = duty.state === 'closed' && isLate(duty.dueOn, duty.closedOn ?? '');
      if (duty.state !== 'running' && !late) continue;
      const dated = duty.dueOn !== null;
      Object.assign(duty, { startedOn: null, dueOn: null, provisional: false });
      if (!late) duty.state = 'waiting';
      duty.provisionalConfirmedAt = null;
      this.stop(duty, '退信，送达不成立');
      if (!dated) continue;
      this.change.counts.push({
        dutyId: duty.id,
        reason: 'voided',
        startedOn: null,
        dueOn: null,
        provisional: false,
        ledger: [],
      });
    }
  }

  settle(): void {
    const { copy } = this.state;
    // An undated duty is dischargeable for ever; it keeps no copy open.
    const done =
      this.state.duties.length > 0 && this.open().every(({ rule }) => rule.period === null);
    copy.closedAt = done ? (copy.closedAt ?? this.context.now) : null;
  }
}

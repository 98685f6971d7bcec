import type { DeadlineCount, PlainDate } from '#calendar';
import { localDateOf } from '#calendar';
import { TRIGGERS } from '#rulebook';
import type { CopyChange, CopyEvent, CopyState, RuleContext } from './copy-events.js';
import type { CountReason, Duty } from './duty.entities.js';
import { countPeriod, dueAfterReturn } from './duty.rules.js';
import { planLadder } from './ladder.rules.js';
import type { Outcome } from './notice.entities.js';

class Fold {
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
      (duty) =>
        (duty.state === 'running' || duty.state === 'waiting') &&
        (discharge === undefined || duty.rule.dischargedBy === discharge),
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
    this.plan(duty, reason === 'started');
  }

  /** A ladder that is planned anew does not repeat reminders whose time has passed. */
  plan(duty: Duty, first = false): void {
    const { ladderVersion, startedOn, dueOn, rule } = duty;
    if (ladderVersion === null || rule.ladder === null) return;
    if (dueOn === null || startedOn === null || duty.awaitingReview) return;
    const { officeHours, calendar, now } = this.context;
    const ladder = this.context.ladderOf(ladderVersion, rule.ladder);
    for (const step of planLadder(ladder, startedOn, dueOn, officeHours, calendar)) {
      if (!first && step.rule.action === 'remind' && step.dueAt <= now) continue;
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
    this.stop(duty, '已了结');
  }

  end(duty: Duty, state: 'excused' | 'withdrawn' | 'outside-remit', note: string): void {
    duty.state = state;
    duty.closedAt = this.context.now;
    duty.closedOn = localDateOf(this.context.now);
    duty.awaitingReview = false;
    this.stop(duty, note);
  }

  hold(duties: Duty[], note: string): void {
    for (const duty of duties) {
      duty.awaitingReview = true;
      this.stop(duty, note);
    }
  }

  /**
   * A decision settles a claim of 特殊情况; a reply that the issuer has not reviewed, or a claim of
   * being outside the remit, keeps the chasers away as before.
   */
  release(duty: Duty): void {
    const { reply, remit } = this.state.copy;
    const replied = duty.rule.dischargedBy === 'reply' && reply === 'submitted';
    duty.awaitingReview = replied || remit === 'claimed-outside';
  }

  /** A duty that waited for a review goes on, with its date or a later one. */
  resume(duty: Duty, on: PlainDate, workingDays: number): void {
    this.release(duty);
    if (duty.state !== 'running' || duty.awaitingReview) return;
    const count = dueAfterReturn(duty.dueOn, on, workingDays, this.context.calendar);
    if (count) this.date(duty, count, 'returned');
    else this.plan(duty);
  }

  /** A service that a bounce undid: its periods have not started. Answers that came anyway stand. */
  unserve(): void {
    for (const duty of this.state.duties) {
      if (duty.state !== 'running' || duty.rule.startsOn !== 'service') continue;
      Object.assign(duty, { state: 'waiting', startedOn: null, dueOn: null, provisional: false });
      this.stop(duty, '退信，送达不成立');
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

/**
 * Folds one event into a copy and its duties, in place, and says what follows. Transport,
 * acknowledgement and reply are independent: any order of their events leads to the same axes.
 */
export function fold(state: CopyState, event: CopyEvent, context: RuleContext): CopyChange {
  const { copy } = state;
  const run = new Fold(state, context);
  switch (event.type) {
    case 'copy-issued':
      for (const trigger of TRIGGERS) {
        const on = event.triggers[trigger];
        if (on) run.start(trigger, on);
      }
      break;
    case 'copy-served':
      if (copy.transport === 'served') break;
      Object.assign(copy, {
        transport: 'served',
        servedAt: event.servedAt,
        servedOn: localDateOf(event.servedAt),
        serviceMethod: event.method,
        serviceProof: event.proof,
      });
      if (copy.remit === 'within') run.start('service', localDateOf(event.servedAt));
      break;
    case 'copy-undeliverable':
      if (copy.transport === 'unserved') copy.transport = 'undeliverable';
      break;
    case 'copy-bounced':
      if (copy.serviceMethod === 'by-hand') break;
      Object.assign(copy, {
        transport: 'undeliverable',
        servedAt: null,
        servedOn: null,
        serviceMethod: null,
        serviceProof: null,
      });
      run.unserve();
      break;
    case 'copy-acknowledged':
      copy.acknowledgement = 'acknowledged';
      copy.acknowledgedAt ??= event.at;
      break;
    case 'duty-discharged': {
      const duty = run.duty(event.dutyId);
      run.close(duty, event.actedOn);
      // An instruction and a court's acceptance start duties that follow on them.
      run.start(duty.rule.dischargedBy, event.actedOn);
      break;
    }
    case 'special-circumstances-claimed':
      run.hold([run.duty(event.dutyId)], '已说明特殊情况，待决定');
      break;
    case 'reply-submitted':
      foldReply(state, event.outcome, run);
      break;
    case 'reply-accepted':
      copy.reply = 'accepted';
      for (const duty of run.open('reply')) run.close(duty, event.submittedOn);
      // A reply that states the facts of a stop-work duty closes it as of the stated date.
      if (event.statedOn) for (const duty of run.open('stop-work')) run.close(duty, event.statedOn);
      break;
    case 'reply-returned':
      copy.reply = 'returned';
      for (const duty of run.open('reply')) run.resume(duty, event.returnedOn, event.workingDays);
      break;
    case 'remit-upheld':
      copy.remit = 'outside';
      for (const duty of run.open()) run.end(duty, 'outside-remit', '不属本单位职责');
      break;
    case 'remit-returned':
      copy.remit = 'within';
      for (const duty of run.open()) run.resume(duty, event.returnedOn, event.workingDays);
      if (copy.servedOn) run.start('service', copy.servedOn);
      break;
    case 'duty-extended': {
      const duty = run.duty(event.dutyId);
      run.release(duty);
      if (duty.dueOn) {
        run.date(
          duty,
          context.calendar.countWorkingDays(duty.dueOn, event.workingDays),
          'extended',
        );
      }
      break;
    }
    case 'duty-excused':
      run.end(run.duty(event.dutyId), 'excused', '特殊情况，免除');
      break;
    case 'duty-supervised': {
      const duty = run.duty(event.dutyId);
      run.release(duty);
      const from = localDateOf(context.now);
      run.date(duty, { from, dueOn: event.dueOn, provisional: false, ledger: [] }, 'supervised');
      break;
    }
    case 'duty-recounted': {
      const duty = run.duty(event.dutyId);
      if (duty.state === 'running') run.date(duty, event.count, 'recounted');
      break;
    }
    case 'copy-withdrawn':
      for (const duty of run.open()) run.end(duty, 'withdrawn', '已撤回');
      break;
  }
  run.settle();
  return run.change;
}

function foldReply(state: CopyState, outcome: Outcome, run: Fold): void {
  const { copy } = state;
  switch (outcome) {
    case 'in-progress':
      // An interim reply is recorded and closes nothing.
      if (copy.reply === 'none') copy.reply = 'in-progress';
      break;
    case 'outside-remit':
      if (copy.remit === 'outside') break;
      copy.remit = 'claimed-outside';
      run.hold(run.open(), '主张不属本单位职责，待决定');
      break;
    case 'dealt-with':
    case 'assisted':
      if (copy.reply === 'accepted') break;
      copy.reply = 'submitted';
      run.hold(run.open('reply'), '函复待审核');
      break;
  }
}

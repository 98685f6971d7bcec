import { localDateOf } from '#calendar';
import { TRIGGERS } from '#rulebook';
import { betterGrade } from './acknowledgement.rules.js';
import type { CopyChange, CopyEvent, CopyState, RuleContext } from './copy-events.js';
import { Fold } from './fold.rules.js';
import type { Outcome } from './notice.entities.js';

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
      // Only what mail had served can come back; acknowledgement and reply stay as they are.
      if (copy.transport !== 'served' || copy.serviceMethod !== 'email') break;
      Object.assign(copy, {
        transport: event.pending ? 'unserved' : 'undeliverable',
        servedAt: null,
        servedOn: null,
        serviceMethod: null,
        serviceProof: null,
      });
      run.unserve();
      break;
    case 'service-moved': {
      const servedOn = localDateOf(event.servedAt);
      const moved = servedOn !== copy.servedOn;
      Object.assign(copy, { servedAt: event.servedAt, servedOn, serviceProof: event.proof });
      if (!moved) break;
      run.unserve();
      if (copy.remit === 'within') run.start('service', servedOn);
      break;
    }
    case 'copy-acknowledged':
      copy.acknowledgement = 'acknowledged';
      copy.acknowledgedAt ??= event.at;
      copy.acknowledgementGrade = betterGrade(copy.acknowledgementGrade, event.grade);
      break;
    case 'duty-discharged': {
      const duty = run.duty(event.dutyId);
      run.close(duty, event.actedOn);
      // An instruction and a court's acceptance start duties that follow on them.
      run.start(duty.rule.dischargedBy, event.actedOn);
      break;
    }
    case 'special-circumstances-claimed': {
      const duty = run.duty(event.dutyId);
      duty.circumstancesClaimedAt = context.now;
      run.hold([duty], '已说明特殊情况，待决定');
      break;
    }
    case 'reply-submitted':
      foldReply(state, event.outcome, run);
      break;
    case 'reply-accepted':
      copy.reply = 'accepted';
      for (const duty of run.open('reply')) run.close(duty, event.submittedOn);
      // A reply that states the facts of a one-day or two-day duty closes it as of the stated date.
      for (const { discharge, actedOn } of event.stated) {
        for (const duty of run.open(discharge)) run.close(duty, actedOn);
      }
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
      run.settleClaim(duty);
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
      run.settleClaim(duty);
      const from = localDateOf(context.now);
      run.date(duty, { from, dueOn: event.dueOn, provisional: false, ledger: [] }, 'supervised');
      break;
    }
    case 'circumstances-refused': {
      // The duty goes on with its date; where that has passed, silence is recorded as of it.
      const duty = run.duty(event.dutyId);
      run.settleClaim(duty);
      run.plan(duty, false, event.done);
      break;
    }
    case 'date-confirmed': {
      const duty = run.duty(event.dutyId);
      if (duty.state === 'running') run.confirm(duty, event.count);
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

import { addDays, instantOf, localDateOf, type PlainDate, type WorkingCalendar } from '#calendar';
import type { Ladder, OfficeHours, StepRule } from '#rulebook';
import type { Duty, Step } from './duty.entities.js';

export interface PlannedStep {
  rule: StepRule;
  plannedOn: PlainDate;
  dueAt: Date;
}

/** The instant itself during office hours of a working day, else the next opening. */
export function nextOpening(instant: Date, hours: OfficeHours, calendar: WorkingCalendar): Date {
  for (let date = localDateOf(instant); ; date = addDays(date, 1)) {
    if (!calendar.isWorkingDay(date)) continue;
    for (const { from, to } of hours.windows) {
      const opens = instantOf(date, from);
      if (instant <= opens) return opens;
      if (instant < instantOf(date, to)) return instant;
    }
  }
}

/**
 * The rungs of a ladder as dates. A reminder that would precede the start is left out; one that falls
 * on an off-day moves to the working day before, so that it still comes in time. Silence is recorded
 * when the due date has ended (00:00); what follows waits for office hours.
 */
export function planLadder(
  ladder: Ladder,
  startedOn: PlainDate,
  dueOn: PlainDate,
  hours: OfficeHours,
  calendar: WorkingCalendar,
): PlannedStep[] {
  return ladder.steps.flatMap((rule) => {
    if (rule.action === 'record-silence') {
      const plannedOn = addDays(dueOn, 1);
      return [{ rule, plannedOn, dueAt: instantOf(plannedOn) }];
    }
    const planned =
      rule.unit === 'working-day'
        ? calendar.addWorkingDays(dueOn, rule.offset)
        : addDays(dueOn, rule.offset);
    if (rule.action !== 'remind') {
      const dueAt = nextOpening(instantOf(planned), hours, calendar);
      return [{ rule, plannedOn: localDateOf(dueAt), dueAt }];
    }
    const plannedOn = calendar.isWorkingDay(planned)
      ? planned
      : calendar.addWorkingDays(planned, -1);
    if (plannedOn <= startedOn) return [];
    return [{ rule, plannedOn, dueAt: nextOpening(instantOf(plannedOn), hours, calendar) }];
  });
}

export type StepVerdict =
  | { act: true }
  | { act: false; state: 'cancelled' | 'skipped'; note: string }
  | { act: false; state: 'planned'; note: string; dueAt: Date };

type DutyFacts = Pick<Duty, 'state' | 'awaitingReview' | 'provisional' | 'provisionalConfirmedAt'>;

/** Whether anybody may still be chased about a duty: nobody is after having answered. */
export function mayChase(duty: Pick<Duty, 'state' | 'awaitingReview'>): boolean {
  return duty.state === 'running' && !duty.awaitingReview;
}

/**
 * What becomes of a step whose time has come. `others` are the duty's other planned steps: of several
 * missed reminders only the latest is sent.
 */
export function judgeStep(
  step: Pick<Step, 'id' | 'action' | 'dueAt'>,
  others: Pick<Step, 'id' | 'action' | 'dueAt'>[],
  duty: DutyFacts,
  now: Date,
): StepVerdict {
  if (!mayChase(duty)) {
    return { act: false, state: 'cancelled', note: '任务已了结或答复待审核' };
  }
  // On a date that may still move nobody is late yet: neither silence nor what follows from it.
  if (step.action !== 'remind' && duty.provisional && !duty.provisionalConfirmedAt) {
    const dueAt = new Date(now.getTime() + 3_600_000);
    return { act: false, state: 'planned', note: '日期为暂定，待管理员确认', dueAt };
  }
  const later = others.some(
    (other) =>
      other.id !== step.id &&
      other.dueAt <= now &&
      other.dueAt > step.dueAt &&
      other.action !== 'ask-decision',
  );
  if (step.action === 'remind' && later) {
    return { act: false, state: 'skipped', note: '已错过，由其后的一步代替' };
  }
  return { act: true };
}

import { newId } from '#platform';
import type { DutyRule } from '#rulebook';
import { Duty } from './duty.entities.js';

/** A duty that waits for what starts its period; `copyId` null: the issuer's own. */
export function newDuty(
  noticeId: string,
  copyId: string | null,
  agencyId: string,
  rule: DutyRule,
): Duty {
  return Object.assign(new Duty(), {
    id: newId(),
    noticeId,
    copyId,
    agencyId,
    rule,
    key: rule.key,
    state: 'waiting',
    startedOn: null,
    dueOn: null,
    provisional: false,
    calendarVersion: null,
    ladderVersion: null,
    closedOn: null,
    closedAt: null,
    awaitingReview: false,
  });
}

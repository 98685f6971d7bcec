import { newId } from '#platform';
import type { CopyChange, NewCount } from './copy-events.js';

/** When, on which calendar, by whom and why a date was counted. */
interface Counting {
  at: Date;
  calendarVersion: string;
  person: string;
  explanation?: string;
  documentNumber?: string | null;
}

/** A row of `count`. */
export const countRow = (count: NewCount, counting: Counting) => ({
  id: newId(),
  dutyId: count.dutyId,
  reason: count.reason,
  startedOn: count.startedOn,
  dueOn: count.dueOn,
  provisional: count.provisional,
  ledger: count.ledger,
  calendarVersion: counting.calendarVersion,
  person: counting.person,
  explanation: counting.explanation ?? '',
  documentNumber: counting.documentNumber ?? null,
  countedAt: counting.at,
});

/** A row of `step`. */
export const stepRow = ({ dutyId, step }: CopyChange['planned'][number], copyId: string) => ({
  id: newId(),
  dutyId,
  copyId,
  key: step.rule.key,
  action: step.rule.action,
  audience: step.rule.to,
  text: step.rule.text,
  plannedOn: step.plannedOn,
  dueAt: step.dueAt,
  state: 'planned',
});

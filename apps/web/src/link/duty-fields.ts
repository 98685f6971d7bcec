import { ACT_FIELDS, type ActField, type DutyView } from '#notices';
import { Problem } from '#platform';
import type { LinkView } from './link-frame.js';

/** @throws Problem 404 where the copy has no such duty */
export function dutyOf({ view }: LinkView, dutyId: string): DutyView {
  const duty = view.duties.find((one) => one.duty.id === dutyId);
  if (!duty) throw Problem.notFound('该任务', 'This duty');
  return duty;
}

/** The fields of the form that discharges it. */
export function fieldsOf({ duty }: DutyView): readonly ActField[] {
  return ACT_FIELDS[duty.rule.dischargedBy];
}

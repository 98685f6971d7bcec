import type { Kind } from '#rulebook';

/**
 * What an acknowledgement (签收) proves, from the weakest. That a page was fetched is none of them: it
 * proves nothing and stays outside the chain. `named-officer`: somebody who has the link typed a name.
 * `named-officer-with-code`: and a code that was sent to the registered mailbox. `signed-paper`: the
 * issuer recorded a receipt signed by hand.
 */
export const ACKNOWLEDGEMENT_GRADES = [
  'named-officer',
  'named-officer-with-code',
  'signed-paper',
] as const;
export type AcknowledgementGrade = (typeof ACKNOWLEDGEMENT_GRADES)[number];

const rank = (grade: AcknowledgementGrade) => ACKNOWLEDGEMENT_GRADES.indexOf(grade);

/** The better of two: a weaker acknowledgement never takes a stronger one back. */
export function betterGrade(
  before: AcknowledgementGrade | null,
  now: AcknowledgementGrade,
): AcknowledgementGrade {
  return before !== null && rank(before) >= rank(now) ? before : now;
}

/** Whether a grade counts where the rulebook demands another. */
export const suffices = (grade: AcknowledgementGrade, demanded: Kind['acknowledgement']): boolean =>
  rank(grade) >= rank(demanded);

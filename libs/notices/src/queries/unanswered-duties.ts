import type { Conditions } from './conditions.js';

/** 不属本单位职责, or 特殊情况: the secretariat decides. */
export function claims(duty: string): string {
  return `(${duty}.rule ->> 'dischargedBy' = 'instruction' OR EXISTS (
    SELECT 1 FROM copy k WHERE k.id = ${duty}.copy_id AND k.remit = 'claimed-outside'))`;
}

const RUNNING = `d.state = 'running' AND d.due_on IS NOT NULL AND d.copy_id IS NOT NULL`;

/**
 * Agencies' dated duties that run. What waits for the issuer's review has been answered; a claim waits for
 * the secretariat, and while it does nobody is late. In two halves, each with an index: the first in the
 * words of migration 15; the other goes by the claims of a remit that nobody has decided on, which are few.
 */
const HALVES = [
  `${RUNNING} AND (NOT d.awaiting_review OR d.rule ->> 'dischargedBy' = 'instruction')`,
  `${RUNNING} AND d.awaiting_review AND d.rule ->> 'dischargedBy' <> 'instruction'
   AND d.copy_id IN (SELECT k.id FROM copy k WHERE k.remit = 'claimed-outside')`,
];

const both = (half: (unanswered: string) => string) =>
  HALVES.map((unanswered) => `(${half(unanswered)})`).join(' UNION ALL ');

/**
 * `id`, `due_on` and `awaiting_review` of the first so many that the conditions on `d` let through, worst first. Of a role's
 * agencies each is asked for its own first so many: there is an index for every agency, and none for all
 * of a role.
 */
export function worst(role: string | undefined, conditions: Conditions, limit: number): string {
  const first = `ORDER BY d.due_on, d.id LIMIT ${limit}`;
  const duties = (of: string) =>
    both(
      (unanswered) =>
        `SELECT d.id, d.due_on, d.awaiting_review FROM duty d WHERE ${unanswered} AND ${of}${conditions.toString()} ${first}`,
    );
  if (!role) return `SELECT d.id, d.due_on, d.awaiting_review FROM (${duties('')}) d ${first}`;
  return `SELECT d.id, d.due_on, d.awaiting_review FROM agency a CROSS JOIN LATERAL (${duties('d.agency_id = a.id AND ')}) d
    WHERE a.role = ${conditions.of(role)} ${first}`;
}

/** A row for each that the conditions on `d` let through: agency by agency, in no order. */
export function unansweredOfRole(role: string, conditions: Conditions): string {
  // OFFSET 0 keeps the agencies apart: joined as one, all duties would be read for the few of a role.
  const duties = both(
    (unanswered) =>
      `SELECT 1 FROM duty d WHERE ${unanswered} AND d.agency_id = a.id AND ${conditions.toString()} OFFSET 0`,
  );
  return `SELECT 1 FROM agency a CROSS JOIN LATERAL (${duties}) d WHERE a.role = ${conditions.of(role)}`;
}

import { ordinaryDaySources, type WorkingCalendar } from '#calendar';
import type { Copy, Notice } from './notice.entities.js';
import type { DutyView, NoticeView } from './queries/notice-queries.service.js';

/**
 * 期限证明: everything on which the date of one duty rests. The rule and the clause are in `duty.duty.rule`;
 * each count with its days, extensions and pauses in `duty.counts`, the oldest first.
 */
export interface DeadlineCertificate {
  notice: Notice;
  /** null for a duty of the issuer itself. */
  copy: Copy | null;
  duty: DutyView;
  /** What started the period and what proves it: the mail server's answer, or the service by hand. */
  startProof: Record<string, unknown> | null;
  /** The calendar on which the newest count was made, and what its days rest on. */
  calendar: { version: string | null; sources: string[] };
}

/** One certificate per duty of a notice: its copies' in their order, then the issuer's own. */
export function certificatesOf(
  { notice, copies, issuerDuties }: NoticeView,
  calendar: WorkingCalendar,
): DeadlineCertificate[] {
  const certificate = (duty: DutyView, copy: Copy | null): DeadlineCertificate => ({
    notice,
    copy,
    duty,
    startProof: proofOf(duty, copy),
    calendar: {
      version: duty.duty.calendarVersion,
      sources: sourcesOf(duty, calendar),
    },
  });
  return [
    ...copies.flatMap(({ copy, duties }) => duties.map((duty) => certificate(duty, copy))),
    ...issuerDuties.map((duty) => certificate(duty, null)),
  ];
}

function proofOf({ duty }: DutyView, copy: Copy | null): Record<string, unknown> | null {
  if (duty.rule.startsOn !== 'service' || !copy?.servedAt) return null;
  const { servedAt, serviceMethod, serviceProof } = copy;
  return { servedAt: servedAt.toISOString(), method: serviceMethod, ...serviceProof };
}

/** The arrangements that name days of the counts, then what the other days rest on. */
function sourcesOf({ counts }: DutyView, calendar: WorkingCalendar): string[] {
  const days = counts.flatMap(({ ledger }) => ledger.map(({ date }) => calendar.day(date)));
  const named = days.flatMap(({ source }) => source ?? []);
  const ordinary = days.filter(({ source }) => source === null);
  return [...new Set([...named, ...ordinary.flatMap(({ date }) => ordinaryDaySources(date))])];
}

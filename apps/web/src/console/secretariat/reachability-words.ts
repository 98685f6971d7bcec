import type { CallOutcome } from '#notices';
import type { Bilingual } from '#rulebook';

/** Where the pages on reachability begin. */
export const REACHABILITY = '/console/reachability';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** What came of a call. */
export const OUTCOME_LABELS: Record<CallOutcome, Bilingual> = {
  'not-reached': both('未接通', 'Nobody answered'),
  reached: both('已联系上', 'Reached'),
  'address-corrected': both('已更正邮箱', 'Address corrected'),
  'served-by-hand': both('改为人工送达', 'Served by hand'),
};

export const addressOfTask = (id: string) => `${REACHABILITY}/tasks/${id}`;

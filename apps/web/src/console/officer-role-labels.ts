import type { OfficerRole } from '#access';
import type { Bilingual } from '#rulebook';

/** What an officer may do. */
export const OFFICER_ROLE_LABELS: Record<OfficerRole, Bilingual> = {
  secretariat: { zh: '联席办', en: 'Secretariat' },
  'land-office': { zh: '国土所', en: 'Land office' },
  auditor: { zh: '审计（只读）', en: 'Auditor (reads only)' },
  operator: { zh: '系统管理', en: 'Operator' },
};

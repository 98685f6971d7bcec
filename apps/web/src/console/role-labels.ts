import type { OfficerRole } from '#access';
import type { Bilingual, Role } from '#rulebook';

export const ROLE_LABELS: Record<Role, Bilingual> = {
  'land-office': { zh: '国土所', en: 'Land office' },
  bureau: { zh: '自然资源局', en: 'Bureau' },
  'village-committee': { zh: '村委会', en: 'Village committee' },
  government: { zh: '政府', en: 'Government' },
  discipline: { zh: '纪委监委', en: 'Discipline' },
  police: { zh: '公安', en: 'Police' },
  planning: { zh: '规划建设', en: 'Planning' },
  enforcement: { zh: '综合执法', en: 'Enforcement' },
  power: { zh: '供电', en: 'Power' },
  water: { zh: '供水', en: 'Water' },
  agriculture: { zh: '农业农村', en: 'Agriculture' },
  reform: { zh: '发改委', en: 'Reform' },
  court: { zh: '法院', en: 'Court' },
  procuratorate: { zh: '检察院', en: 'Procuratorate' },
  'appointing-organ': { zh: '任免机关', en: 'Appointing organ' },
  'superior-bureau': { zh: '上级自然资源部门', en: 'Superior bureau' },
  secretariat: { zh: '联席会议办公室', en: 'Secretariat' },
};

/** What an officer may do. */
export const OFFICER_ROLE_LABELS: Record<OfficerRole, Bilingual> = {
  secretariat: { zh: '联席办', en: 'Secretariat' },
  'land-office': { zh: '国土所', en: 'Land office' },
  auditor: { zh: '审计（只读）', en: 'Auditor (reads only)' },
  operator: { zh: '系统管理', en: 'Operator' },
};

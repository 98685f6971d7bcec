import type { Bilingual, Level, Role } from './rulebook.types.js';

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

export const LEVEL_LABELS: Record<Level, Bilingual> = {
  village: { zh: '村', en: 'Village' },
  town: { zh: '镇（园区）', en: 'Town' },
  city: { zh: '市', en: 'City' },
  above: { zh: '上级', en: 'Above' },
};

/** `供水`, or with its level where one was named: whom an issuer left out. */
export function recipientInWords({ level, role }: { level?: Level; role: string }): Bilingual {
  const known = Object.entries(ROLE_LABELS).find(([key]) => key === role);
  if (!known) return { zh: role, en: role };
  return level ? roleAt({ level, role: known[0] as Role }) : known[1];
}

/** `镇（园区）供电`, `Town: Power`: a role at a level, for what the directory lacks. */
export function roleAt({ level, role }: { level: Level; role: Role }): Bilingual {
  const [where, what] = [LEVEL_LABELS[level], ROLE_LABELS[role]];
  return { zh: where.zh + what.zh, en: `${where.en}: ${what.en}` };
}

import type { AgencyRow, Change, Receives } from '#agencies';
import { type Bilingual, type Level, LEVEL_LABELS, ROLE_LABELS } from '#rulebook';
import type { PageContext } from '../../views/context.js';
import { POST_LABELS } from '../../views/labels.js';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

export const RECEIVES_LABELS: Record<Receives, Bilingual> = {
  service: both('收文', 'Notices'),
  reminders: both('催办', 'Reminders'),
  escalation: both('逾期上报', 'Escalation'),
};

export const RECEIVES_EXPLAINED: Record<Receives, Bilingual> = {
  service: both('抄告本身及其变更', 'The notices themselves, and what changes of them'),
  reminders: both('期限届满前的提醒', 'What is sent before the date has ended'),
  escalation: both('逾期后报主要负责人', 'What goes to the principal once it is overdue'),
};

export const receivesWords = (receives: readonly string[], { pick }: PageContext): string =>
  Object.entries(RECEIVES_LABELS)
    .filter(([key]) => receives.includes(key))
    .map(([, label]) => pick(label))
    .join(' · ');

export const postWords = (post: string, { pick }: PageContext): string =>
  post in POST_LABELS ? pick(POST_LABELS[post as keyof typeof POST_LABELS]) : post;

export const agencyName = ({ agency }: Pick<AgencyRow, 'agency'>, { t }: PageContext): string =>
  t(agency.nameZh, agency.nameEn);

const WHAT: Record<Change['what'], Bilingual> = {
  extent: both('范围', 'Extent'),
  region: both('镇园', 'Region'),
  agency: both('单位', 'Agency'),
  contact: both('联系人', 'Contact'),
};

export const whatWords = (what: Change['what'], { pick }: PageContext): string => pick(WHAT[what]);

const FIELDS: Partial<Record<string, Bilingual>> = {
  nameZh: both('名称', 'Name'),
  nameEn: both('英文名称', 'English name'),
  name: both('姓名', 'Name'),
  level: both('级别', 'Level'),
  role: both('类别', 'Role'),
  town: both('镇园', 'Town'),
  word: both('机关代字', '机关代字'),
  phone: both('电话', 'Phone'),
  post: both('职务', 'Post'),
  email: both('邮箱', 'E-mail'),
  receives: both('接收', 'Receives'),
  active: both('在用', 'In service'),
  west: both('西', 'West'),
  east: both('东', 'East'),
  south: both('南', 'South'),
  north: both('北', 'North'),
};

export const fieldWords = (field: string, { pick }: PageContext): string =>
  pick(FIELDS[field] ?? both(field, field));

/** A value of the directory as a person reads it. */
export function valueWords(field: string, value: unknown, context: PageContext): string {
  const { t, pick } = context;
  if (value === null || value === undefined) return t('（空）', '(none)');
  if (field === 'receives' && Array.isArray(value))
    return receivesWords(value as string[], context);
  if (field === 'active') return value ? t('是', 'yes') : t('否', 'no');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (field === 'post') return postWords(text, context);
  if (field === 'level' && text in LEVEL_LABELS) return pick(LEVEL_LABELS[text as Level]);
  if (field === 'role' && text in ROLE_LABELS) {
    return pick(ROLE_LABELS[text as keyof typeof ROLE_LABELS]);
  }
  return text;
}

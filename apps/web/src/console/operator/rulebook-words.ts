import {
  type Accountable,
  type Audience,
  type Bilingual,
  type Discharge,
  type FactKey,
  POSTS,
  type Rulebook,
  type StepRule,
} from '#rulebook';
import type { PageContext } from '../../views/context.js';
import { GRADE_LABELS, POST_LABELS } from '../../views/labels.js';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

export const FACT_LABELS: Record<FactKey, Bilingual> = {
  discoveredAt: both('发现时间', 'when it was discovered'),
  stopFailedAt: both('制止无效的时间', 'when stopping it failed'),
  project: both('项目', 'project'),
  party: both('当事人', 'party'),
  area: both('面积', 'area'),
  stage: both('建设情况', 'stage of construction'),
  source: both('线索来源', 'source'),
  place: both('地点', 'place'),
  contact: both('联系人', 'contact'),
};

export const AUDIENCE_LABELS: Record<Audience, Bilingual> = {
  agency: both('承办单位', 'the agency'),
  issuer: both('发文单位', 'the issuer'),
  secretariat: both('联席会议办公室', 'the secretariat'),
  principal: both('承办单位主要负责人', 'the agency’s principal'),
};

export const DISCHARGE_LABELS: Record<Discharge, Bilingual> = {
  reply: both('书面函复，并获发文单位认可', 'A written reply that the issuer accepts'),
  'stop-work': both('停工通知书与到场制止', 'A stop-work notice, and attendance on site'),
  instruction: both('领导批示', 'A leader’s instruction'),
  'on-site': both('到场制止', 'Attendance on site'),
  verification: both('调查核实并履职', 'Verification, and what was done'),
  acceptance: both('受理', 'Acceptance of the application'),
  ruling: both('裁定', 'A ruling'),
  'transfer-answer': both('答复接受或不接受移送', 'An answer to the transfer'),
  statement: both('写明日期的办理情况', 'A dated statement'),
  issue: both('制发本文书', 'Issuing the document itself'),
};

const OF_WHOM: Record<Accountable['of'], Bilingual> = {
  agency: both('承办单位', 'of the agency'),
  'town-government': both('镇（园区）', 'of the town'),
  'departments-concerned': both('有关部门', 'of the departments concerned'),
};

export const ACKNOWLEDGEMENTS = {
  'named-officer': both('具名签收', 'By a named officer'),
  'named-officer-with-code': both('具名签收，并凭验证码', 'By a named officer, with a code'),
};

/** 承办单位 主要负责人：直接责任 */
export function accountableWords(
  { post, of, grade }: Accountable,
  { t, pick, language }: PageContext,
): string {
  const who =
    language === 'zh'
      ? `${OF_WHOM[of].zh}${POST_LABELS[post].zh}`
      : `${POST_LABELS[post].en} ${OF_WHOM[of].en}`;
  return `${who}${t('：', ': ')}${pick(GRADE_LABELS[grade])}`;
}

/** Duties may have one name: in which kinds of notice this one is laid on somebody. */
export function usesOf(duty: string, { kinds }: Rulebook, { t, pick }: PageContext): string {
  return kinds
    .filter(
      ({ recipients, issuerDuties }) =>
        issuerDuties.includes(duty) || recipients.some(({ duties }) => duties.includes(duty)),
    )
    .map(({ name }) => pick(name))
    .join(t('、', ', '));
}

/** In the order in which the document names posts. */
export const byPost = (accountable: Accountable[]): Accountable[] =>
  [...accountable].sort((a, b) => POSTS.indexOf(a.post) - POSTS.indexOf(b.post));

/** 到期前 2 个工作日 · 到期当天 · 到期后 1 天 */
export function offsetWords(
  { offset, unit }: Pick<StepRule, 'offset' | 'unit'>,
  { t }: PageContext,
): string {
  const n = Math.abs(offset);
  if (offset === 0) return t('到期当天', 'On the due date');
  const zh = unit === 'working-day' ? `${n} 个工作日` : `${n} 天`;
  const en = `${n} ${unit === 'working-day' ? 'working ' : ''}day${n === 1 ? '' : 's'}`;
  return offset < 0
    ? t(`到期前 ${zh}`, `${en} before the due date`)
    : t(`到期后 ${zh}`, `${en} after the due date`);
}

import type { PageContext } from './context.js';

/** Every reason for which a planned step was not taken as planned (`fold.rules.ts`, `ladder.rules.ts`). */
const NOTES: Record<string, string> = {
  日期重新计算: 'the date was counted anew',
  '日期已确认，重新安排': 'the date was confirmed, planned anew',
  已了结: 'the duty was closed',
  函复待审核: 'a reply awaits review',
  '已说明特殊情况，待决定': 'special circumstances were claimed, to be decided',
  '主张不属本单位职责，待决定': 'claimed to be outside the remit, to be decided',
  不属本单位职责: 'outside the remit',
  '特殊情况，免除': 'excused',
  已撤回: 'withdrawn',
  '退信，送达不成立': 'the mail bounced, nothing was served',
  任务已了结或答复待审核: 'the duty was closed, or an answer awaits review',
  // As it was kept until the word for a duty was one.
  义务已了结或答复待审核: 'the duty was closed, or an answer awaits review',
  '日期为暂定，待管理员确认': 'the date is provisional, an operator has to confirm it',
  '已错过，由其后的一步代替': 'missed, the step after it took its place',
};

/** What is kept of a step, which is in Chinese. */
export const stepNoteWords = (note: string, { language }: Pick<PageContext, 'language'>): string =>
  language === 'zh' ? note.replace('义务', '任务') : (NOTES[note] ?? note);

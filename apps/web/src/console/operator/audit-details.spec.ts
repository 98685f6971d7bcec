import { describe, expect, it } from '@jest/globals';
import type { PageContext } from '../../views/context.js';
import { ACTS } from '../acts.js';
import { auditDetailWords } from './audit-details.js';

const PAGE = { address: '/console', today: '2026-12-01', demo: false };
const ZH: PageContext = { ...PAGE, language: 'zh', t: (zh) => zh, pick: ({ zh }) => zh };
const EN: PageContext = { ...PAGE, language: 'en', t: (_, en) => en, pick: ({ en }) => en };

describe('what the audit keeps of an act', () => {
  it.each([
    ['a decision', 'kind=extend; workingDays=5', '种类：延期；工作日：5'],
    ['what was missing', 'kind=regular; invalid place chair', '种类：例会；填写有误：地点、主持人'],
    ['a contact', 'post=officer; receives=service reminders', '职务：相关责任人；接收：收文、催办'],
    ['a role that changed', 'secretariat @ a-b before', '原为联席办（a-b）'],
    ['whom it was not for', 'code=x; forbidden', '代号：x；岗位无权'],
    ['what has no words', 'one thing and another', 'one thing and another'],
  ])('is said in words: %s', (_, detail, words) => {
    expect(auditDetailWords(detail, ZH)).toBe(words);
  });

  it('is said in English too', () => {
    expect(auditDetailWords('outcome=reached; invalid text', EN)).toBe(
      'outcome: Reached; wrong: text',
    );
  });

  it('has a word for every box that is noted', () => {
    const noted = new Set(Object.values(ACTS).flatMap((act) => act?.noted ?? []));
    const without = [...noted].filter((name) => auditDetailWords(`${name}=1`, ZH).includes(name));
    expect(without).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { PageContext } from '../views/context.js';
import { detailWords } from './event-details.js';

const PAGE = { address: '/console', today: '2026-12-01', demo: false };
const ZH: PageContext = { ...PAGE, language: 'zh', t: (zh) => zh, pick: ({ zh }) => zh };
const EN: PageContext = { ...PAGE, language: 'en', t: (_, en) => en, pick: ({ en }) => en };

const ID = '01a22e34-3c21-7781-b302-7bd5dc754978';
const DIGEST = '610126116eee481170e61d4b013399e74db29e1de0dfc2e6d88fbe9fac8c5467';

describe('what the timeline says beside an event', () => {
  it.each([
    [
      'what an acknowledgement proves',
      'copy-acknowledged',
      { grade: 'named-officer', digest: DIGEST, submissionId: ID },
      '具名人员签收',
    ],
    [
      'that a mail server took it, and that this proves no reader',
      'copy-served',
      { method: 'email', proof: { address: 'a@b.example', mailDigest: DIGEST } },
      'a@b.example；对方邮件服务器已接收，不证明有人看到',
    ],
    [
      'who brought it, and on whose word',
      'copy-served',
      { method: 'by-hand', proof: { by: '倪某某', method: '专人送达', proof: '回证已签收' } },
      '专人送达；送达人 倪某某；回证已签收；人工送达，发文单位登记',
    ],
    [
      'of a draft nothing, as it holds the digest of its facts',
      'notice-drafted',
      { facts: DIGEST },
      '',
    ],
    [
      'the numbers it was issued under, and no digest',
      'notice-issued',
      { facts: DIGEST, numbers: { sheet: '启自然资吕抄〔2026〕1号' } },
      '启自然资吕抄〔2026〕1号',
    ],
    [
      'which document was made, and no id',
      'document-made',
      { subject: ID, digest: DIGEST, filename: '启自然资吕抄〔2026〕1号 抄告单.pdf' },
      '启自然资吕抄〔2026〕1号 抄告单',
    ],
    [
      'what was mailed to whom, and what the server answered',
      'message-accepted',
      { kind: 'reminder', address: 'a@b.example', response: '250 kept', messageId: ID },
      '催办 → a@b.example；250 kept',
    ],
    [
      'by how much a period grew, until when, and why',
      'duty-extended',
      { workingDays: 3, dates: [{ dueOn: '2026-12-04' }], reason: '台风' },
      '增加 3 个工作日；新期限 12月4日（周五）；台风',
    ],
    [
      'the number of a silence, and of which date',
      'silence-recorded',
      { silenceNumber: '启自然资吕逾〔2026〕1号', dueOn: '2026-11-30', dutyId: ID },
      '启自然资吕逾〔2026〕1号；期限 11月30日（周一）',
    ],
    ['how a reply ends the matter', 'reply-submitted', { outcome: 'dealt-with' }, '处置到位'],
    ['why a reply was returned', 'reply-returned', { reason: '未附照片', replyId: ID }, '未附照片'],
  ])('says %s', (_, type, data, words) => {
    expect(detailWords({ type, data }, ZH)).toBe(words);
    expect(detailWords({ type, data }, EN)).not.toMatch(/[；、]/);
  });
});

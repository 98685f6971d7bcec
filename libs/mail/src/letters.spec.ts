import { describe, expect, it } from '@jest/globals';
import { digestLetter } from './digest-letter.js';
import { type Letter, type Mail, renderLetter } from './letter.js';
import * as letters from './letters.js';

const LINK = 'https://chaogao.example/l/AZmgAAAAcACAAAAAAAAAAQAB.0123456789abcdefABCDEF';
const CONSOLE = 'https://chaogao.example/console';

const copy: letters.CopyProps = {
  number: '启自然资吕抄〔2026〕17号',
  formName: '抄告单',
  formNameEn: 'Copy-notice',
  agencyName: '吕四港镇派出所',
  issuerName: '启东市自然资源局吕四港国土所',
  project: '厂房扩建',
  place: '吕四港镇三甲村12组',
  link: LINK,
  contact: '启东市自然资源局吕四港国土所 李所长 0513-83000001',
};
const reply: letters.DutyProps = {
  action: '处置或者协助处置到位并函复',
  actionEn: 'Deal with it, or assist, and reply',
  period: '5个工作日内',
  periodEn: 'Within 5 working days',
  basis: '协作处置（本系统参照适用）',
  verb: '函复',
  begins: 'service',
};
const stopWork: letters.DutyProps = {
  action: '下发停工通知书并到场制止',
  actionEn: 'Issue a stop-work notice and stop it on site',
  period: '1日内',
  periodEn: 'Within 1 day',
  basis: '责任追究（二）4',
  verb: '停工',
  begins: 'service',
};
const undated = {
  ...reply,
  period: '及时',
  action: '采取有效措施制止',
  verb: '',
  begins: null,
};
const due: letters.DueProps = {
  duty: '处置或者协助处置到位并函复',
  dutyEn: 'Reply',
  dueOn: '10月12日（周一）',
  sentence: '还有2个工作日。',
  sentenceEn: '2 working days are left.',
};
const notice = (duties: letters.DutyProps[], handedOverBy: string | null = null) =>
  letters.noticeLetter(copy, { ask: '请依职权处置。', duties, handedOverBy });

/** Every kind of mail, its subject and a sentence that it must say. */
const KINDS: [kind: string, letter: Letter, subject: string, sentence: string][] = [
  [
    'notice',
    notice([reply]),
    '[请于5个工作日内函复] 抄告单 启自然资吕抄〔2026〕17号',
    '期限自送达之日起算，送达当日不计；确切到期日及计算过程以页面所示为准。',
  ],
  [
    'reminder',
    letters.reminderLetter(copy, due),
    '[催办·10月12日（周一）到期] 抄告单 启自然资吕抄〔2026〕17号',
    '还有2个工作日。',
  ],
  [
    'silence',
    letters.silenceLetter(copy, due, '逾2026-3'),
    '[逾期] 吕四港镇派出所 启自然资吕抄〔2026〕17号（逾2026-3）',
    '本记录只载明事实；是否追究责任，由有权机关决定。',
  ],
  [
    'escalation',
    letters.escalationLetter(copy, due),
    '[请主要负责人督促] 抄告单 启自然资吕抄〔2026〕17号 已逾期',
    '请主要负责人督促办理',
  ],
  [
    'decision-request',
    letters.decisionRequestLetter(copy, due, CONSOLE),
    '[请决定] 吕四港镇派出所 逾期未办结 启自然资吕抄〔2026〕17号',
    '吕四港镇派出所：处置或者协助处置到位并函复，到期日10月12日（周一）。',
  ],
  [
    'receipt',
    letters.receiptLetter(copy, {
      form: '函复',
      digest: 'e3b0c442',
      submittedAt: '2026年10月9日 10:00',
    }),
    '[回执] 函复 启自然资吕抄〔2026〕17号',
    '内容摘要（SHA-256）：e3b0c442',
  ],
  [
    'undeliverable',
    letters.undeliverableLetter(copy, {
      failedAddress: 'gongshui@lvsi.qidong.example',
      response: '550 5.1.1 no such mailbox',
    }),
    '[未送达] 吕四港镇派出所 启自然资吕抄〔2026〕17号',
    '对方服务器答复：550 5.1.1 no such mailbox',
  ],
  [
    'reply-to-review',
    letters.reviewLetter(copy, { outcome: '处置到位', text: '已拆除。', consoleUrl: CONSOLE }),
    '[请审核函复] 吕四港镇派出所 启自然资吕抄〔2026〕17号',
    '吕四港镇派出所已函复：处置到位',
  ],
  [
    'reply-returned',
    letters.returnedLetter(copy, { reason: '未附照片', dueOn: '10月14日（周三）' }),
    '[函复退回·请于10月14日（周三）前补充] 启自然资吕抄〔2026〕17号',
    '退回理由：未附照片',
  ],
  [
    'decided',
    letters.decidedLetter(copy, { decision: '延期', reason: '台风', dueOn: '10月19日（周一）' }),
    '[延期] 吕四港镇派出所 启自然资吕抄〔2026〕17号',
    '新的到期日：10月19日（周一）',
  ],
  [
    'withdrawn',
    letters.withdrawnLetter(copy, '地点有误'),
    '[已撤回，无需再办] 抄告单 启自然资吕抄〔2026〕17号',
    '贵单位无需再办理。理由：地点有误',
  ],
  [
    'annulled',
    letters.annulledLetter(copy, { silenceNumber: '逾2026-3', reason: '邮件退回' }),
    '[逾期记录撤销] 逾2026-3 吕四港镇派出所',
    '原记录予以保留，并注明撤销。',
  ],
  [
    'recounted',
    letters.recountedLetter(copy, { duty: '函复', before: '1月4日', after: '1月5日' }),
    '[到期日改为1月5日] 抄告单 启自然资吕抄〔2026〕17号',
    '函复：到期日由1月4日改为1月5日。两次计算过程均保留，见页面。',
  ],
  [
    'digest',
    digestLetter({
      date: '10月13日（周二）',
      counts: [
        ['新记录逾期', 1],
        ['今天到期', 0],
      ],
      consoleUrl: CONSOLE,
      root: null,
    }),
    '[每日摘要] 10月13日（周二） 新记录逾期1件',
    '今天到期：0 件',
  ],
];

/** Text of an HTML mail as a reader sees it. */
const seen = ({ html }: Mail) =>
  html
    .replace(/<title>.*?<\/title>/, '')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');

describe.each(KINDS)('the mail %s', (_kind, letter, subject, sentence) => {
  const mail = renderLetter(letter);

  it('says the same in its subject, its HTML and its text', () => {
    expect(mail.subject).toBe(subject);
    expect(seen(mail)).toContain(sentence);
    expect(mail.text).toContain(sentence);
  });

  it('can be read in Outlook 2013, without pictures, scripts or style sheets', () => {
    expect(mail.html).toMatch(/^<!DOCTYPE html><html lang="zh-CN">/);
    expect(mail.html).not.toMatch(
      /<img|<script|<style|<link|flex|grid|var\(|@import|background-image/,
    );
    expect(Buffer.byteLength(mail.html)).toBeLessThan(20_000);
  });

  it('says it in English too, after the Chinese', () => {
    expect(letter.english.length).toBeGreaterThan(0);
    expect(mail.text.indexOf(letter.english[0] ?? '')).toBeGreaterThan(
      mail.text.indexOf(letter.heading),
    );
  });

  it('shows its link as a button and as an address to copy', () => {
    const url = letter.button?.url;
    if (!url) return;
    expect(mail.html).toContain(`href="${url}"`);
    expect(seen(mail)).toContain(url);
    expect(mail.text).toContain(`\n${url}\n`);
  });
});

describe('the mail of a notice', () => {
  it('names every dated duty in its subject, by its period', () => {
    expect(notice([stopWork, reply]).subject).toBe(
      '[请于1日内停工、5个工作日内函复] 抄告单 启自然资吕抄〔2026〕17号',
    );
    expect(notice([stopWork, undated]).subject).toBe(
      '[请于1日内停工] 抄告单 启自然资吕抄〔2026〕17号',
    );
  });

  it('promises no date where nothing is dated', () => {
    const { subject, text } = renderLetter(notice([undated]));
    expect(subject).toBe('[请及时办理] 抄告单 启自然资吕抄〔2026〕17号');
    expect(notice([]).subject).toBe('抄告单 启自然资吕抄〔2026〕17号');
    expect(text).not.toContain('期限自送达之日起算');
    expect(text).not.toContain('Periods begin at service');
  });

  it('lets no fixed date begin at service', () => {
    const fixed = { ...reply, period: '12月3日（周四）前', begins: null };
    const { subject, text } = renderLetter(notice([fixed]));
    expect(subject).toContain('[请于12月3日（周四）前函复]');
    expect(text).not.toContain('期限自送达之日起算');
  });

  it('excepts from that what begins later', () => {
    const organise = { ...undated, period: '批示后2日内', begins: 'later' } as const;
    expect(renderLetter(notice([reply, undated])).text).not.toContain('除外');
    const { text } = renderLetter(notice([reply, organise]));
    expect(text).toContain('期限自送达之日起算（另有注明的除外），送达当日不计');
    expect(text).toContain('Periods begin at service unless it says otherwise;');
  });

  it('says of each duty what, by when and on what basis', () => {
    const { text } = renderLetter(notice([stopWork, reply]));
    expect(text).toContain('【1日内】下发停工通知书并到场制止\n依据：责任追究（二）4');
    expect(text).toContain(
      '【5个工作日内】处置或者协助处置到位并函复\n依据：协作处置（本系统参照适用）',
    );
    expect(text).toContain('Within 1 day: Issue a stop-work notice and stop it on site');
  });

  it('names whom to call, and who handed it over', () => {
    const { text } = renderLetter(notice([reply], '王警官'));
    expect(text).toContain('联系：启东市自然资源局吕四港国土所 李所长 0513-83000001');
    expect(text).toContain('本件由王警官转交您办理。');
  });

  it('speaks of a link only to a reader who has one', () => {
    const without = letters.reminderLetter({ ...copy, link: null }, due);
    expect(without.button).toBeNull();
    expect(renderLetter(without).text).not.toContain('此链接');
    expect(renderLetter(letters.withdrawnLetter(copy, '地点有误')).text).not.toContain('此链接');
  });
});

describe('what people typed', () => {
  it('is text, never markup, and keeps its lines', () => {
    const text = '已到场。\n<a href="https://evil.example">点这里</a> & "谢谢"';
    const mail = renderLetter(
      letters.reviewLetter(copy, { outcome: '办理中', text, consoleUrl: CONSOLE }),
    );
    expect(mail.html).not.toContain('<a href="https://evil.example"');
    expect(mail.html).toContain('已到场。<br/>&lt;a href=');
    expect(mail.text).toContain(text);
  });
});

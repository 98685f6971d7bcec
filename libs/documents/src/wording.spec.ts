import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '#platform';
import { parse } from 'yaml';
import { LETTERS, NOTICE } from '../../../test/support/document-data.js';
import { textOf } from '../../../test/support/pdf.js';
import { DocumentRenderer } from './document-renderer.service.js';
import type { Template } from './templates.js';

const renderer = new DocumentRenderer(
  readConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
    CHAOGAO_SECRETS: 'a-secret-that-is-only-used-in-this-test-00001',
  }),
);
afterAll(() => renderer.onApplicationShutdown());

const at = new Date('2026-11-24T10:00:00+08:00');
const made = (template: Template, data: object) => renderer.render(template, data, { at });
const saidBy = async (template: Template, data: object) => textOf(await made(template, data));

describe('what a document says', () => {
  it('reports to the town and the bureau, and copy-notices them of nothing', async () => {
    for (const kind of ['copy-notice', 'bureau-copy-notice']) {
      const text = await saidBy('special-report', { ...NOTICE, kind, form: '专报' });
      expect(text).toContain('现将有关情况专题报告如下。');
      expect(text).not.toMatch(/现予抄告|现予函告|函复我所/);
    }
  });

  it('opens each kind of the rulebook in its own words', async () => {
    const source = readFileSync('rulebooks/qidong-2020-32.yaml', 'utf8');
    const { kinds } = parse(source) as { kinds: object };
    for (const key of Object.keys(kinds)) {
      const text = await saidBy('copy-notice', { ...NOTICE, kind: key, project: '厂房扩建' });
      expect([key, text]).toEqual([key, expect.not.stringContaining('现将有关情况告知如下')]);
    }
    const apply = { ...NOTICE, kind: 'enforcement-application', form: '强制执行申请书' };
    expect(await saidBy('copy-notice', apply)).toContain(
      '关于厂房扩建涉嫌违法用地的强制执行申请书',
    );
    const assign = { ...NOTICE, kind: 'meeting-assignment', form: '交办单' };
    expect(await saidBy('copy-notice', assign)).toContain('现将下列事项交由你单位办理');
  });

  it('ends with a full stop what somebody typed without one, and doubles none', async () => {
    const reason = '邮件送达后被退回，期限停止计算';
    for (const typed of [reason, `${reason}。`]) {
      const text = await saidBy('annulment', { ...LETTERS.annulment, reason: typed });
      expect(text).toContain(`${reason}。原记录`);
    }
  });

  it('counts from service only what starts there', async () => {
    const start = '期限自本件送达你单位之日起算';
    const counted = { fromService: true, fromElse: true, workingDays: false };
    expect(await saidBy('copy-notice', { ...NOTICE, counted })).toContain(
      `${start}，送达当日不计入，表中写明其他起算的，从其起算。具体到期日`,
    );
    const none = { fromService: false, fromElse: false, workingDays: false };
    expect(await saidBy('copy-notice', { ...NOTICE, counted: none })).not.toMatch(/起算|到期日/);
  });

  it('names in the receipt of service the document by the title that it bears', async () => {
    const title = '启东市自然资源局吕四港国土所关于厂房扩建涉嫌违法用地的抄告单';
    expect(await saidBy('copy-notice', NOTICE)).toContain(title);
    expect(await saidBy('receipt-of-service', LETTERS['receipt-of-service'])).toContain(title);
  });

  it('speaks of a QR code where there is one', async () => {
    for (const template of ['reply', 'silence', 'annulment', 'supervision', 'receipt-of-service']) {
      const data = LETTERS[template as keyof typeof LETTERS];
      const [one, other] = await Promise.all([
        made(template as Template, data),
        made(template as Template, { ...data, qr: data.qr.replace('h1v1', 'h.5v1') }),
      ]);
      expect([template, one.equals(other)]).toEqual([template, false]);
    }
  });
});

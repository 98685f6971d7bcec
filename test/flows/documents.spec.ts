import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secretariat } from '../../apps/cli/src/rehearse/cast.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { formsIn, submit } from '../../apps/cli/src/rehearse/visitor.js';
import { startApp } from '../support/app.js';
import { at, getPage, MAILBOX, type ServedCase, servedCase, signIn } from '../support/case.js';
import { onlyTo } from '../support/factories.js';
import { pagesOf, textOf } from '../support/pdf.js';

/** No font of ours has the first character of the name. */
const RARE = '已由𠮷某到场核实，#拆除* $完毕$。';
const STRANGE = '扩建#sys.inputs $x^2$ @foo *b* \\ 喆祎翀垚珺 100㎡ m²';

let stage: Stage;
let key: string;
let served: ServedCase;
let officer: string;

interface Listed {
  items: { id: string; kind: string; number: string; filename: string; digest: string }[];
}

/** A file of the API; CHAOGAO_KEEP_PDF names a folder where those who look at the pages find it. */
async function fileAt(path: string, headers: Record<string, string> = {}): Promise<Buffer> {
  const auth = headers.cookie ? headers : { authorization: `Bearer ${key}` };
  const response = await fetch(stage.url + path, { headers: auth });
  expect([path, response.status]).toEqual([path, 200]);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  const content = Buffer.from(await response.arrayBuffer());
  const keep = process.env.CHAOGAO_KEEP_PDF;
  if (keep) {
    mkdirSync(keep, { recursive: true });
    const name = /UTF-8''(.+)$/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'x';
    writeFileSync(`${keep}/${decodeURIComponent(name)}`, content);
  }
  return content;
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

const documents = () => served.office.call<Listed>('GET', `/v1/notices/${served.id}/documents`);

beforeAll(async () => {
  stage = await startApp();
  key = await stage.key('lvsi-land-office');
  served = await servedCase(
    stage,
    key,
    { project: STRANGE },
    onlyTo('discipline', 'planning', 'power', 'government', 'bureau'),
  );
  await served.partner('lvsi-discipline').reply('dealt-with', RARE);
  await stage.at(at('2026-10-15', '09:30'));
  const secretary = await stage.officer('qidong-secretariat', 'mishu', 'secretariat');
  const desk = new Secretariat(stage);
  await desk.signIn(secretary.username, secretary.password);
  const { id: dutyId } = await served.duty('lvsi-power', 'reply');
  await desk.decide((await served.copy('lvsi-power')).id, {
    kind: 'supervise',
    ...{ dutyId, dueOn: '2026-10-20', reason: '逾期未办结', documentNumber: '启联办〔2026〕12号' },
  });
  await stage.at(at('2026-10-15', '09:40'));
  officer = await signIn(stage, await stage.officer('lvsi-land-office', 'suozhang', 'land-office'));
});
afterAll(() => stage.close());

describe('the documents of a notice', () => {
  it('are one per form, and one for each reply, silence and supervised handling', async () => {
    const { items } = await documents();
    const kinds = items.map(({ kind }) => kind);
    expect(
      kinds.filter((kind) => kind === 'copy-notice' || kind === 'special-report'),
    ).toHaveLength(2);
    for (const kind of ['reply', 'silence', 'supervision']) expect(kinds).toContain(kind);
    expect(items.find(({ kind }) => kind === 'copy-notice')).toMatchObject({
      number: served.numbers.find((number) => number.includes('抄')),
    });
  });

  it('are digested into the chain, byte for byte what the API gives', async () => {
    const made = await served.happened('document-made');
    for (const { id, digest, filename } of (await documents()).items) {
      const content = await fileAt(`/v1/documents/${id}`);
      expect(sha256(content)).toBe(digest);
      expect(made.map(({ data }) => data.digest)).toContain(digest);
      expect([filename, content.subarray(0, 5).toString()]).toEqual([filename, '%PDF-']);
    }
  });

  it('are enclosed in the mails that record silence and supervised handling', async () => {
    const { items } = await documents();
    const mailed = (subject: RegExp) =>
      stage.inbox.mails.filter((mail) => subject.test(mail.subject ?? ''));
    for (const [kind, mails] of [
      ['silence', mailed(/^\[逾期\] 吕四港镇供电所/)],
      ['supervision', mailed(/督办/)],
    ] as const) {
      expect([kind, mails.length > 1]).toEqual([kind, true]);
      const digests = items.filter((one) => one.kind === kind).map(({ digest }) => digest);
      for (const { attachments } of mails) {
        const enclosed = attachments.map(({ content }) => sha256(content));
        expect(enclosed).toHaveLength(1);
        expect(digests).toContain(enclosed[0]);
      }
    }
  });

  it('print what people typed as text, and never evaluate it', async () => {
    const { items } = await documents();
    const notice = items.find(({ kind }) => kind === 'copy-notice');
    const text = await textOf(await fileAt(`/v1/documents/${notice?.id ?? ''}`));
    expect(text).toContain(STRANGE.replaceAll(' ', ''));
    const reply = items.find(({ kind }) => kind === 'reply');
    expect(await textOf(await fileAt(`/v1/documents/${reply?.id ?? ''}`))).toContain(
      '已由〓（U+20BB7）某到场核实，#拆除*$完毕$。',
    );
  });

  it('say from what a period runs that does not run from service', async () => {
    const { items } = await documents();
    const report = items.find(({ number }) => number.includes('报'));
    const text = await textOf(await fileAt(`/v1/documents/${report?.id ?? ''}`));
    expect(text).toContain('批示后2日内');
    expect(text).toContain('表中写明其他起算的，从其起算');
    expect(text).toContain('现将有关情况专题报告如下');
  });

  it("are nobody else's", async () => {
    const other = await stage.key('qidong-bureau');
    const [file] = (await documents()).items;
    for (const path of [
      `/v1/notices/${served.id}/documents`,
      `/v1/notices/${served.id}/case-file`,
      `/v1/documents/${file?.id ?? ''}`,
    ]) {
      const response = await fetch(stage.url + path, {
        headers: { authorization: `Bearer ${other}` },
      });
      expect([path, response.status]).toEqual([path, 404]);
    }
  });

  it('are listed on the page of the notice, with paper and receipts of service', async () => {
    const html = await (await getPage(stage, officer, `/console/notices/${served.id}`)).text();
    expect(html).toContain('id="documents"');
    const copy = await served.copy('lvsi-planning');
    const headers = { cookie: officer };
    const paper = await textOf(await fileAt(`/console/copies/${copy.id}/paper`, headers));
    expect(paper).toContain('链接只供收文单位使用');
    const receipt = await fileAt(`/console/copies/${copy.id}/receipt-of-service`, headers);
    expect(await textOf(receipt)).toContain(MAILBOX['lvsi-planning']);
  });

  it('can be had by an agency for its own form', async () => {
    const { link } = served.partner('lvsi-planning');
    const response = await fetch(`${link}/document`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
  });
});

describe('the case file', () => {
  it('binds every document with the timeline and the certificate of each date', async () => {
    const path = `/v1/notices/${served.id}/case-file`;
    const content = await fileAt(path);
    const text = await textOf(content);
    for (const words of ['卷内目录', '期限证明', '国庆节放假', '第5个工作日', '督办单', '送达回证'])
      expect(text).toContain(words);
    expect((await pagesOf(content)).length).toBeGreaterThan(12);
    // A duty without a date rests on no calendar; the town's office and the bureau owe no reply.
    expect(text).not.toContain('版本—');
    expect(text).toMatch(/启东市自然资源局2026年9月29日电子邮件未签收—/);
    // Silent where nothing has moved its date since, and running where supervision has.
    expect(text).toMatch(/状态逾期未办结（启自然资吕逾〔2026〕\d号）/);
    expect(text).toMatch(/吕四港镇规划建设局一天内停工并到场：应于2026年9月30日24时前完成/);
    expect(text).not.toContain('（mishu）');
    const before = await served.timeline();
    expect((await fileAt(path)).equals(content)).toBe(true);
    expect(await served.timeline()).toEqual(before);
  });
});

describe('the deadline certificate', () => {
  it('says on what ordinary days rest, too', async () => {
    const { items } = await served.office.call<{
      items: { duty: { key: string }; calendarSources: string[] }[];
    }>('GET', `/v1/notices/${served.id}/deadlines`);
    const sourcesOf = (key: string) => items.find(({ duty }) => duty.key === key)?.calendarSources;
    const decrees = [/国务院令第174号/, /国务院令第795号/].map((words) =>
      expect.stringMatching(words),
    );
    expect(sourcesOf('stop-work')).toEqual(decrees);
    expect(sourcesOf('reply')).toEqual([expect.stringContaining('2026年部分节假日'), ...decrees]);
  });
});

describe('the page of the deadline certificate', () => {
  it('says of a duty without a number of days that it has none, and names no calendar for it', async () => {
    const page = await getPage(stage, officer, `/console/notices/${served.id}/deadlines`);
    const html = (await page.text()).replace(/<[^>]+>/g, '');
    expect(html).toContain('到期日及时，文件未规定天数');
    expect(html).toMatch(/国务院令第174号/);
    expect(html).not.toContain('日历—');
  });
});

describe('the QR code of a paper', () => {
  const paperOf = async () => {
    const { rows } = await stage.database.query<{ id: string }>(
      `SELECT id FROM document WHERE notice_id = $1 AND form = 'copy-notice-sheet'`,
      [served.id],
    );
    const { DocumentTokens } = await import('#access');
    const token = stage.web.get(DocumentTokens, { strict: false }).sign(rows[0]?.id ?? '');
    return `${stage.url}/n/${token}`;
  };

  it('shows number and digest, and neither mailbox nor link', async () => {
    const html = await (await fetch(await paperOf())).text();
    const notice = (await documents()).items.find(({ kind }) => kind === 'copy-notice');
    expect(html).toContain(notice?.digest);
    expect(html).not.toMatch(/\.example|\/l\/|<script/);
    expect((await fetch(`${stage.url}/n/${'A'.repeat(22)}.${'A'.repeat(22)}`)).status).toBe(404);
  });

  it('sends the link to the mailbox on record, a few times a day at most', async () => {
    const url = await paperOf();
    const copy = await served.copy('lvsi-planning');
    const before = served.mails(MAILBOX['lvsi-planning']).length;
    for (let time = 0; time < 5; time += 1) {
      const [form] = formsIn(await (await fetch(url)).text(), url);
      if (!form) throw new Error('no form');
      expect((await submit(form, { copy: copy.id })).status).toBe(200);
    }
    await stage.settle();
    expect(served.mails(MAILBOX['lvsi-planning'])).toHaveLength(before + 3);
  });
});

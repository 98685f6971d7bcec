import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DirectoryService } from '#agencies';
import { AgendaService, MeetingQueries, MeetingService, ResolutionService } from '#notices';
import type { Browser, Page } from 'playwright-core';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { at, send, type ServedCase, servedCase } from '../support/case.js';
import { pagesOf } from '../support/pdf.js';
import { launchChromium } from './chromium.js';
import { signInAt } from './sign-in.js';

/** A4 at 96 dots per inch, less a margin of a centimetre on either side. */
const SHEET = { width: 718, height: 1047 };
const MARGIN_POINTS = 28;
const SMALLEST_POINTS = 7.5;

/** On a screen, and of no use on paper. */
const OF_THE_SCREEN =
  'button, .btn, .site-navigation, .site-head, input:not([type=hidden]), select, textarea';

let app: Stage;
let browser: Browser;
let page: Page;
let served: ServedCase;
let receipt: string;

beforeAll(async () => {
  app = await startApp();
  browser = await launchChromium();
  served = await servedCase(app, await app.key('lvsi-land-office'));
  const police = served.partner('lvsi-police');
  await police.acknowledge('王所长', '所长');
  const reply = { text: '接报后当日派员到场，当事人已停止施工。', name: '王所长' };
  const { response } = await send(police, '/reply', { outcome: 'dealt-with', ...reply });
  receipt = new URL(response.headers.get('location') ?? '', police.link).href;
  await app.at(at('2026-10-14'));
  const wang = await app.officer('qidong-secretariat', 'wang', 'secretariat');
  page = await browser.newPage({ locale: 'zh-CN' });
  await signInAt(page, `${app.url}/console`, wang);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** A meeting on the case that is over: what it resolved is in its pack. */
async function heldMeeting(): Promise<string> {
  const get = <T>(service: new (...args: never[]) => T) =>
    app.web.get<T>(service, { strict: false });
  const meetings = get(MeetingService);
  const actor = 'officer:wang 王秘书';
  const form = { kind: 'regular', cause: '', heldOn: '2026-10-14', startsAt: '09:00' } as const;
  const id = await meetings.convene({ ...form, place: '三楼会议室', chair: '陈副市长' }, actor);
  const copies = [await served.copy('lvsi-power'), await served.copy('lvsi-planning')];
  const topics = { copyIds: copies.map((copy) => copy.id), titles: ['部署四季度卫片整改'] };
  await get(AgendaService).addTo(id, topics, actor);
  await meetings.hold(id, '吕四港镇供电所 王所长；吕四港镇规划建设局 李局长', actor);
  const { agenda = [] } = (await get(MeetingQueries).view(id)) ?? {};
  for (const { item, copy } of agenda) {
    const task = copy
      ? { task: '停止施工用电并报告', dueOn: '2026-10-20' }
      : { task: '', dueOn: '' };
    const agencyCodes = copy ? [copy.copy.agency.code] : [];
    const resolution = { ...task, agencyCodes, text: '责成有关单位限期办理，并报联席会议办公室。' };
    await get(ResolutionService).resolve(id, item.id, resolution, actor);
  }
  await meetings.sign(id, { minutesNumber: '启联办纪〔2026〕3号', signedBy: '陈副市长' }, actor);
  const agency = await get(DirectoryService).byCode('qidong-secretariat');
  const [first] = ((await get(MeetingQueries).view(id)) ?? { agenda: [] }).agenda;
  if (first?.resolution && agency) {
    const officer = { username: 'wang', name: '王秘书', agency };
    await get(ResolutionService).assign(first.resolution.id, officer);
  }
  return `${app.url}/console/meetings/${id}`;
}

/** What stays visible on paper that belongs to the screen, and what would be cut off there. */
function faultsOnPaper(): Promise<string[]> {
  return page.evaluate((ofTheScreen) => {
    const shown = (element: Element) => (element as HTMLElement).offsetParent !== null;
    const called = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className}: ${(element.textContent ?? '').trim().slice(0, 30)}`;
    const useless = [...document.querySelectorAll(ofTheScreen)].filter(shown);
    const cut = [...document.querySelectorAll('main *')].filter(
      (element) =>
        shown(element) &&
        element.scrollWidth > element.clientWidth + 1 &&
        getComputedStyle(element).overflowX !== 'visible' &&
        !element.classList.contains('visually-hidden'),
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    return [
      ...useless.map((element) => `shows ${called(element)}`),
      ...cut.map((element) => `cuts ${called(element)}`),
      ...(scrollWidth > clientWidth ? [`is ${scrollWidth - clientWidth} px too wide`] : []),
    ];
  }, OF_THE_SCREEN);
}

/** Prints a page as the browser would; fails where something is cut off or too small to read. */
async function printed(url: string): Promise<string> {
  await page.goto(url);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(SHEET);
  expect(await faultsOnPaper()).toEqual([]);
  const margin = { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' };
  const sheets = await pagesOf(await page.pdf({ format: 'A4', margin }));
  await page.emulateMedia({ media: 'screen' });
  for (const { width, items } of sheets) {
    expect(items.filter(({ x }) => x < MARGIN_POINTS)).toEqual([]);
    expect(items.filter((one) => one.x + one.width > width - MARGIN_POINTS + 1)).toEqual([]);
    expect(items.filter(({ size }) => size < SMALLEST_POINTS)).toEqual([]);
  }
  // A font may take the same sign from another block: 一 as ⼀.
  return sheets
    .flatMap(({ items }) => items.map(({ text }) => text))
    .join('')
    .normalize('NFKC')
    .replace(/\s+/g, '');
}

describe('on paper', () => {
  it('a notice has its copies, dates, replies and record, and nothing of the menu', async () => {
    const text = await printed(`${app.url}/console/notices/${served.id}`);
    for (const said of [
      '厂房扩建',
      '吕四港镇派出所',
      '启自然资吕抄〔2026〕1号',
      '当事人已停止施工',
    ]) {
      expect(text).toContain(said);
    }
    for (const verb of ['退出', '菜单', '就此决定', '下载证据包']) expect(text).not.toContain(verb);
  });

  it('the pack of a meeting has every matter and what was resolved on it', async () => {
    const meeting = await heldMeeting();
    const text = await printed(`${meeting}/pack`);
    for (const said of ['陈副市长', '部署四季度卫片整改', '停止施工用电并报告', '限期办理']) {
      expect(text).toContain(said);
    }
    for (const verb of ['退出', '发出交办', '打印本页']) expect(text).not.toContain(verb);
    expect(await printed(meeting)).toContain('启联办纪〔2026〕3号');
  });

  it('a list keeps every cell below its head', async () => {
    for (const path of ['/console/unanswered', '/console/agencies', '/console/meetings']) {
      expect(await printed(app.url + path)).not.toContain('筛选');
      await page.emulateMedia({ media: 'print' });
      const apart = await page.evaluate(() => {
        const left = (cell: Element) => Math.round(cell.getBoundingClientRect().left);
        const heads = [...document.querySelectorAll('.rows thead th')].map(left);
        const cells = [...document.querySelectorAll('.rows tbody tr:first-child td')].map(left);
        return heads.filter((x, column) => x !== cells[column]);
      });
      expect({ path, apart }).toEqual({ path, apart: [] });
      await page.emulateMedia({ media: 'screen' });
    }
  });

  it("an agency's receipt has what was submitted, when, and the whole digest", async () => {
    const text = await printed(receipt);
    for (const said of ['王所长', '当事人已停止施工', '处置到位', '2026年9月29日']) {
      expect(text).toContain(said);
    }
    expect(text).toMatch(/[\da-f]{64}/);
    expect(text).not.toContain('返回抄告');
  });

  it("an agency's notice, and the certificate of its dates, fit the sheet as well", async () => {
    expect(await printed(receipt.replace(/\/receipts\/.*/, ''))).toContain('吕四港国土所');
    const certificate = `${app.url}/console/notices/${served.id}/deadlines`;
    expect(await printed(certificate)).toContain('吕四港镇派出所');
  });
});

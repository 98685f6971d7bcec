import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TallyService } from '#notices';
import { readSheet } from 'read-excel-file/node';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { eventually } from '../support/processes.js';
import { at, getPage, type ServedCase, servedCase, signIn } from '../support/case.js';
import { onlyTo } from '../support/factories.js';

let stage: Stage;
let key: string;
let cookie: string;
let first: ServedCase;
let second: ServedCase;

const text = async (path: string) => {
  const response = await getPage(stage, cookie, path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};
const tally = async () => {
  // An event counts once no older transaction of the whole cluster is open; other tests have some.
  await eventually(async () => {
    while (await stage.web.get(TallyService, { strict: false }).run());
    const { rows } = await stage.database.query(
      'SELECT 1 FROM event WHERE transaction >= (SELECT transaction FROM tally_progress) LIMIT 1',
    );
    return rows.length === 0;
  }, 'the tally of everything that happened');
};
/** What the page says, without its tags. */
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
/** The number of each tile on the page of the day. */
async function numbers(): Promise<Record<string, number>> {
  const html = await text('/console/today');
  const tiles = [...html.matchAll(/<a class="tile[^"]*" href="([^"]+)">(.*?)<\/a>/g)];
  return Object.fromEntries(
    tiles.map(([, href = '', tile = '']) => [
      href.replaceAll('&amp;', '&'),
      Number(/\d+/.exec(words(tile))?.[0]),
    ]),
  );
}
const openOf = (html: string) => Number(/未函复\s*(\d+) 件/.exec(words(html))?.[1]);

// One story in October: two notices, one of which is answered, and a calendar that moves on.
beforeAll(async () => {
  stage = await startApp({ startAt: at('2026-09-29', '10:00') });
  key = await stage.key('lvsi-land-office');
  first = await servedCase(stage, key, {}, onlyTo('police', 'planning', 'power'));
  await first.partner('lvsi-police').acknowledge('张警官', '副所长');
  await stage.at(at('2026-10-08', '10:00'));
  await first.partner('lvsi-police').reply('dealt-with', '已到场，已停工。');
  const { replies } = await first.copy('lvsi-police');
  await first.office.call('POST', `/v1/replies/${replies[0]?.id}/acceptance`);
  second = await servedCase(stage, key, { project: '养殖棚', severity: 'major' });
  await stage.at(at('2026-10-14', '10:00'));
  const mishu = await stage.officer('qidong-secretariat', 'mishu', 'secretariat');
  cookie = await signIn(stage, mishu);
});
afterAll(() => stage.close());

describe('the page of the day', () => {
  it('counts what falls due today, and each number opens a list of as many', async () => {
    const shown = await numbers();
    expect(shown['/console/unanswered?due=today']).toBeGreaterThan(0);
    expect(shown['/console/unanswered?due=overdue']).toBeGreaterThan(0);
    for (const [href, count] of Object.entries(shown)) {
      if (!href.startsWith('/console/unanswered')) continue;
      expect([href, openOf(await text(href))]).toEqual([href, count]);
    }
  });

  it('shows what is overdue longest, as the list of all has it', async () => {
    const shown = (html: string) => [...html.matchAll(/#copy-([\da-f-]{36})/g)].map(([, id]) => id);
    const all = shown(await text('/console/unanswered?due=overdue'));
    const longest = shown(await text('/console/today'));
    expect(longest).toHaveLength(Math.min(7, all.length));
    expect(longest).toEqual(all.slice(0, 7));
  });

  it('has what is overdue await a decision until one is made', async () => {
    const before = (await numbers())['/console/unanswered?decision=awaiting'] ?? 0;
    expect(before).toBeGreaterThan(0);
    const copy = await first.copy('lvsi-power');
    const duty = copy.duties.find((one) => one.key === 'reply');
    await stage.database.query(
      `INSERT INTO decision (id, kind, notice_id, copy_id, duty_id, reason, person, document_number, decided_at)
       VALUES (gen_random_uuid(), 'agenda', $1, $2, $3, '列入议题', '王秘书', '启联办〔2026〕1号', $4)`,
      [first.id, copy.id, duty?.id, stage.clock.now()],
    );
    expect((await numbers())['/console/unanswered?decision=awaiting']).toBe(before - 1);
    const decided = await text('/console/unanswered?decision=agenda');
    expect(decided).toContain(copy.id);
  });

  it('counts notices that no address of an agency could be reached for', async () => {
    await stage.database.query(
      `UPDATE copy SET transport = 'undeliverable' WHERE id = (SELECT id FROM copy WHERE notice_id = $1 LIMIT 1)`,
      [second.id],
    );
    expect((await numbers())['/console/notices?delivery=undeliverable']).toBe(1);
    const list = await text('/console/notices?delivery=undeliverable');
    expect(list).toContain(second.id);
    expect(list).not.toContain(first.id);
  });

  it('draws the weeks with a table of the same numbers', async () => {
    await tally();
    const html = await text('/console/today');
    expect(html).toMatch(/<svg[^>]*role="img"[^>]*aria-labelledby/);
    expect(html).toMatch(/<desc[^>]*>[^<]*按期办结 1/);
    const rows = [...html.matchAll(/<td class="number">(\d{4}-\d\d-\d\d)<\/td>(.*?)<\/tr>/g)];
    expect(rows).toHaveLength(12);
    const week = new Map(
      rows.map(([, monday, cells = '']) => [monday, words(cells).trim().split(' ').map(Number)]),
    );
    // 发出抄告 · 任务 · 按期 · 逾期 · 未办结 · 其他
    expect(week.get('2026-09-28')?.slice(0, 4)).toEqual([1, 4, 1, 0]);
    expect(week.get('2026-10-05')?.slice(0, 1)).toEqual([1]);
    expect(html).not.toMatch(/<script| style="/);
  });
});

describe('the list of the unanswered', () => {
  it.each([
    ['severity=major', 1],
    ['severity=ordinary', 0],
    ['kind=copy-notice', 2],
    ['kind=transfer', -1],
    ['town=320681110', 2],
    ['role=police', 1],
    ['agency=lvsi-power', 2],
    ['due=overdue-30', -1],
    ['text=养殖', 1],
  ])('filters by %s', async (query, which) => {
    const html = await text(`/console/unanswered?${query}`);
    expect([html.includes(first.id), html.includes(second.id)]).toEqual(
      { '-1': [false, false], 0: [true, false], 1: [false, true], 2: [true, true] }[which],
    );
  });

  it('says of how many it shows how many, and how well each agency has answered', async () => {
    const html = await text('/console/unanswered?agency=lvsi-police');
    expect(words(html)).toMatch(/本页 1 件，共 1 件/);
    expect(html).toMatch(/data-label="近20件按期">1\/1<\/td>/);
  });

  it('lets several be ticked for one decision', async () => {
    const html = await text('/console/unanswered');
    expect(html).toMatch(/<form method="get" action="\/console\/decisions">/);
    expect([...html.matchAll(/type="checkbox"[^>]*name="copy"/g)].length).toBeGreaterThan(5);
    expect(html).toMatch(/name="kind" value="supervise"/);
  });

  it('goes out as a workbook and as CSV, filtered as it is shown', async () => {
    const shown = openOf(await text('/console/unanswered?severity=major'));
    const xlsx = await getPage(stage, cookie, '/console/unanswered/export?severity=major');
    const sheet = await readSheet(Buffer.from(await xlsx.arrayBuffer()));
    expect(sheet).toHaveLength(shown + 1);
    expect(sheet[1]).toEqual(expect.arrayContaining(['养殖棚', '重大']));
    const path = '/console/unanswered/export?severity=major&format=csv';
    const csv = await getPage(stage, cookie, path);
    expect(csv.headers.get('content-disposition')).toMatch(/attachment; filename\*=UTF-8''.*\.csv/);
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines).toHaveLength(shown + 1);
    expect(lines[0]).toMatch(/^(\uFEFF)?到期日,/);
  });

  it('refuses a cursor that somebody made up', async () => {
    const response = await getPage(stage, cookie, '/console/unanswered?cursor=made-up');
    expect(response.status).toBe(422);
  });
});

describe('the record of agencies', () => {
  it('counts service, acknowledgement, answers and silence per agency and per town', async () => {
    const html = await text('/console/agencies');
    const row = words(
      /<tr><td><a href="\/console\/agencies\/lvsi-police">.*?<\/tr>/.exec(html)?.[0] ?? '',
    );
    // Served twice, acknowledged once within a day; one reply on time after two working days.
    expect(row).toMatch(/2 1 50% 2 1 50% 0 0 2 个工作日/);
    const towns = words(await text('/console/agencies?by=town'));
    expect(towns).toContain('吕四港镇');
    expect(await text('/console/agencies?from=2025-01-01&to=2025-12-31')).toContain('换一段时间');
    const swapped = await text('/console/agencies?from=2026-10-31&to=2026-09-01');
    expect(swapped).toMatch(/value="2026-09-01"[^]*value="2026-10-31"/);
  });

  it('goes out as a workbook with both', async () => {
    const response = await getPage(stage, cookie, '/console/agencies/export');
    const content = Buffer.from(await response.arrayBuffer());
    expect((await readSheet(content, 2))[1]?.[0]).toBe('吕四港镇');
    expect(await readSheet(content)).toContainEqual(['吕四港镇派出所', 2, 1, 2, 1, 0, 0, 2]);
  });

  it('shows what one agency owes and what it has closed', async () => {
    const html = await text('/console/agencies/lvsi-police');
    expect(words(html)).toMatch(/未办结 1 件/);
    expect(html).toContain(second.id);
    expect(words(html)).toMatch(/● 按期/);
    expect((await getPage(stage, cookie, '/console/agencies/nobody')).status).toBe(404);
  });

  it('counts a late answer anew, as what it has become', async () => {
    await first.partner('lvsi-power').reply('assisted', '已断电。');
    const { replies } = await first.copy('lvsi-power');
    await first.office.call('POST', `/v1/replies/${replies[0]?.id}/acceptance`);
    await tally();
    const html = await text('/console/agencies');
    const row = words(
      /<tr><td><a href="\/console\/agencies\/lvsi-power">.*?<\/tr>/.exec(html)?.[0] ?? '',
    );
    expect(row).toMatch(/2 0 0% 2 0 0% 1 \d/);
  });
});

describe('a notice', () => {
  it('says what comes next and when, and shows every mail as it was sent', async () => {
    const html = await text(`/console/notices/${second.id}`);
    expect(words(html)).toMatch(/接下来 .*催办|接下来 .*提醒|接下来 .*上报|接下来 .*提请决定/);
    const mails = [...html.matchAll(/href="(\/console\/notices\/[^"]+\/messages\/[^"]+)"/g)];
    expect(mails.length).toBeGreaterThanOrEqual(7);
    const [path = ''] = mails.map(([, href]) => href);
    const response = await getPage(stage, cookie, path);
    expect(response.headers.get('content-security-policy')).toContain("frame-src 'self'");
    const page = await response.text();
    expect(page).toMatch(/<iframe[^>]*sandbox/);
    expect(page).toContain(second.numbers[0]);
    expect(page).toContain('/l/[masked]');
    const framed = await getPage(stage, cookie, `${path}/html`);
    expect(framed.headers.get('content-security-policy')).toMatch(
      /sandbox; frame-ancestors 'self'/,
    );
    expect(await framed.text()).not.toMatch(/\/l\/(?!\[masked\])/);
  });

  it('has no mails of another notice', async () => {
    const html = await text(`/console/notices/${second.id}`);
    const message = /\/messages\/([\da-f-]+)"/.exec(html)?.[1] ?? '';
    const path = `/console/notices/${first.id}/messages/${message}`;
    expect((await getPage(stage, cookie, path)).status).toBe(404);
  });
});

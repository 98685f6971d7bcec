import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { getPage, signIn } from '../support/case.js';
import { Office } from '../support/office.js';

let stage: Stage;
let office: Office;
const ids: Record<string, string> = {};

/** Notices of other offices, enough for a plan to matter. */
const MANY = 12_000;

beforeAll(async () => {
  stage = await startApp();
  office = await Office.of(stage, 'lvsi-land-office');
  const place = (text: string) => ({ place: { code: '320681110', text } });
  ids.wang = await office.issued({
    project: '住宅翻建',
    party: { name: '王五', kind: 'person' },
    ...place('吕四港镇三甲村12组'),
  });
  ids.factory = await office.issued({
    project: 'ABC Factory 二期',
    party: { name: '启东海风冷藏厂', kind: 'organisation' },
    ...place('吕四港镇念总村3组'),
  });
  ids.percent = await office.issued({ project: '100%产权_仓库', ...place('吕四港镇大洋村') });
  await stage.database.query(
    `INSERT INTO notice (id, kind, issuer_id, town, state, facts, attachments, left_out, chosen,
       search, rulebook_version, created_by, created_at, issued_at)
     SELECT gen_random_uuid(), kind, (SELECT id FROM agency WHERE code = 'jingkai-land-office'),
       town, 'withdrawn', facts, '[]', '[]', '{}',
       '厂房扩建 某某公司' || n || ' 汇龙镇' || chr(19968 + n % 3000) || chr(21000 + n % 1700) || '村',
       rulebook_version, created_by, created_at, issued_at
     FROM notice, generate_series(1, $1::integer) n WHERE notice.id = $2`,
    [MANY, ids.wang],
  );
  await stage.database.query('ANALYZE notice');
});
afterAll(() => stage.close());

async function found(text: string): Promise<string[]> {
  const { status, body } = await office.get(`/v1/notices?text=${encodeURIComponent(text)}`);
  expect(status).toBe(200);
  const items = body.items as { id: string }[];
  return items
    .map(({ id }) => Object.entries(ids).find(([, known]) => known === id)?.[0] ?? id)
    .sort();
}

describe('a text finds notices', () => {
  it.each([
    ['two characters of a name', '王五', ['wang']],
    ['one character that a name begins with', '王', ['wang']],
    ['but not one from the middle of a name', '五', []],
    ['three characters', '三甲村', ['wang']],
    ['a whole address', '吕四港镇念总村3组', ['factory']],
    ['characters that stand in all', '吕四', ['factory', 'percent', 'wang']],
    ['Latin letters, large or small', 'aBc fActory', ['factory']],
    ['full-width letters', 'ＦＡＣＴＯＲＹ', ['factory']],
    ['two words, both of which must be there', '海风 念总', ['factory']],
    ['two words of different notices', '海风 王五', []],
    ['pairs that all occur, yet not in this order', '五王', []],
    ['a per cent sign, which is no wildcard', '100%产', ['percent']],
    ['an underline, which is none either', '权_仓', ['percent']],
    ['a wildcard of nobody', '1%产', []],
    ['nothing like it', '没有这样的', []],
  ])('by %s: %s', async (_, text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it.each([
    ['a whole number', '启自然资吕抄〔2026〕2号', ['factory']],
    ['its year and serial', '〔2026〕2', ['factory']],
    ['with the brackets of a keyboard', '[2026]2号', ['factory']],
    ['a serial alone', '3号', ['percent']],
    ['digits alone', '1', ['percent', 'wang']],
    ['its word alone', '吕抄', ['factory', 'percent', 'wang']],
    ['its word and year', '吕抄〔2026〕', ['factory', 'percent', 'wang']],
    ['the word of another office', '启自然资开抄', []],
    ['another year', '〔2025〕2', []],
  ])('by %s: %s', async (_, text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it('by the same words on the pages', async () => {
    const cookie = await signIn(
      stage,
      await stage.officer('qidong-secretariat', 'mishu', 'secretariat'),
    );
    await stage.settle();
    for (const path of ['/console/notices', '/console/unanswered']) {
      const page = await getPage(stage, cookie, `${path}?text=${encodeURIComponent('王五')}`);
      const html = await page.text();
      expect(html).toContain(ids.wang);
      expect(html).not.toContain(ids.factory);
    }
  });
});

describe('the database', () => {
  let cookie: string;
  beforeAll(async () => {
    const auditor = await stage.officer('qidong-secretariat', 'shenji', 'auditor');
    cookie = await signIn(stage, auditor);
  });

  /** What the service asks of the table of notices while it answers who may see them all. */
  async function asked(text: string): Promise<{ sql: string; values: unknown[] }[]> {
    const database = stage.web.get(DataSource);
    const queries: { sql: string; values: unknown[] }[] = [];
    const before = database.query.bind(database);
    database.query = ((sql: string, values: unknown[] = []) => {
      if (sql.includes('FROM notice')) queries.push({ sql, values });
      return before(sql, values);
    }) as typeof database.query;
    try {
      const page = await getPage(
        stage,
        cookie,
        `/console/notices?text=${encodeURIComponent(text)}`,
      );
      expect(page.status).toBe(200);
      return queries;
    } finally {
      database.query = before;
    }
  }

  it.each(['王五', '三甲村', '王'])(
    'looks %s up in the index over pairs, and reads no table through',
    async (text) => {
      const plans = [];
      for (const { sql, values } of await asked(text)) {
        const { rows } = await stage.database.query<Record<string, string>>(
          `EXPLAIN ${sql}`,
          values,
        );
        plans.push(rows.map((row) => Object.values(row)[0]).join('\n'));
      }
      expect(plans.filter((plan) => plan.includes('notice_bigrams'))).toHaveLength(1);
      expect(plans.filter((plan) => plan.includes('Seq Scan on notice'))).toEqual([]);
    },
  );
});

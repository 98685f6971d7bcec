import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { fieldsOf, Office } from '../support/office.js';

const HUILONG = { place: { code: '320681100', text: '汇龙镇' } };

describe('Numbers and lists', () => {
  let stage: Stage;
  let lvsi: Office;
  let huilong: Office;

  beforeAll(async () => {
    // The failing posts below are meant to fail: nothing of them belongs into the run's output.
    stage = await startApp({ workers: 0, env: { LOG_LEVEL: 'silent' } });
    lvsi = await Office.of(stage, 'lvsi-land-office');
    huilong = await Office.of(stage, 'huilong-land-office');
    // A fault after the number was taken, so that a rollback must give it back.
    await stage.database.query(`
      CREATE FUNCTION fail_now() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'the disk is full'; END $$;
      CREATE TRIGGER fail_now BEFORE INSERT ON event FOR EACH ROW
      WHEN (NEW.type = 'notice-issued' AND NEW.actor LIKE '%故障%') EXECUTE FUNCTION fail_now()`);
  });
  afterAll(() => stage.close());

  const serials = async (word: string): Promise<number[]> => {
    const { rows } = await stage.database.query<{ serial: number }>(
      'SELECT serial FROM document WHERE word = $1 ORDER BY serial',
      [word],
    );
    return rows.map(({ serial }) => serial);
  };
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

  it('are gapless per agency and form under forty posts at once, some of which fail', async () => {
    const answers = await Promise.all(
      upTo(40).map((n) => {
        const body = n % 5 === 0 ? { drafter: '故障' } : {};
        return n % 2 ? lvsi.issue({}, body) : huilong.issue(HUILONG, body);
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(32).fill(201),
      ...Array<number>(8).fill(500),
    ]);
    for (const word of ['启自然资吕抄', '启自然资吕报', '启自然资汇抄', '启自然资汇报']) {
      expect(await serials(word)).toEqual(upTo(16));
    }
    const { rows } = await stage.database.query<{ number: string }>(
      `SELECT number FROM document WHERE word = '启自然资汇抄' AND serial = 16`,
    );
    expect(rows[0]?.number).toBe('启自然资汇抄〔2026〕16号');
  });

  it("begin anew with Beijing's new year, not Greenwich's", async () => {
    const numberAt = async (instant: string) => {
      stage.clock.set(instant);
      const id = await lvsi.issued({ project: '跨年' });
      const { documents } = await lvsi.notice(id);
      return documents.find(({ form }) => form === 'copy-notice-sheet')?.number;
    };
    expect(await numberAt('2026-12-31T23:59:59+08:00')).toBe('启自然资吕抄〔2026〕17号');
    expect(await numberAt('2027-01-01T00:00:00+08:00')).toBe('启自然资吕抄〔2027〕1号');
  });

  it('are listed newest first, page by page, each once', async () => {
    const ids: string[] = [];
    let cursor = '';
    for (let page = 0; page < 20; page += 1) {
      const { body } = await lvsi.get(`/v1/notices?limit=5${cursor && `&cursor=${cursor}`}`);
      const items = body.items as { id: string }[];
      ids.push(...items.map(({ id }) => id));
      if (body.next === null) break;
      expect(items).toHaveLength(5);
      cursor = body.next as string;
    }
    expect(ids).toHaveLength(18);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });

  it('are refused a cursor, a date, a limit or a filter that is none', async () => {
    const wrong = async (query: string) => fieldsOf(await lvsi.get(`/v1/notices?${query}`));
    expect(await wrong('cursor=7')).toEqual(['cursor']);
    expect(await wrong('from=2026-02-30')).toEqual(['from']);
    expect(await wrong('limit=0')).toEqual(['limit']);
    expect(await wrong('overdue=perhaps')).toEqual(['overdue']);
    expect(await wrong('colour=red')).toEqual(['colour']);
  });

  it('are found by state, agency, town, day and text', async () => {
    const listed = async (query: Record<string, string>) => {
      const search = new URLSearchParams({ limit: '100', ...query });
      const { status, body } = await lvsi.get(`/v1/notices?${search}`);
      expect(status).toBe(200);
      return (body.items as { id: string }[]).map(({ id }) => id);
    };
    const newYear = (await listed({ from: '2027-01-01' }))[0] ?? '';
    expect(await listed({ from: '2027-01-01' })).toHaveLength(1);
    expect(await listed({ to: '2026-09-29' })).toHaveLength(16);
    expect(await listed({ from: '2026-12-31', to: '2026-12-31' })).toHaveLength(1);
    expect(await listed({ town: '320681110' })).toHaveLength(18);
    expect(await listed({ town: '320681100' })).toEqual([]);
    expect(await listed({ agency: 'lvsi-power' })).toHaveLength(18);
    expect(await listed({ agency: 'qidong-power' })).toEqual([]);
    expect(await listed({ text: '〔2027〕1号' })).toEqual([newYear]);
    expect(await listed({ text: '跨年' })).toHaveLength(2);
    // What a person types is no wildcard.
    expect(await listed({ text: '%' })).toEqual([]);
    expect(await listed({ overdue: 'true' })).toEqual([]);
    await lvsi.post(`/v1/notices/${newYear}/withdrawal`, { reason: '试' });
    expect(await listed({ state: 'withdrawn' })).toEqual([newYear]);
    expect(await listed({ state: 'awaiting-approval' })).toEqual([]);
    expect(await listed({ state: 'issued', text: '跨年' })).toHaveLength(1);
  });

  it("find a notice by an overdue duty, the issuer's own included", async () => {
    const village = await Office.of(stage, 'lvsi-village-1');
    stage.clock.set('2026-11-10T10:00:00+08:00');
    const id = await village.issued(
      { discoveredAt: '2026-11-10T08:00:00+08:00', stopFailedAt: '2026-11-10T09:00:00+08:00' },
      { kind: 'village-report' },
    );
    const overdue = async () =>
      ((await village.get('/v1/notices?overdue=true')).body.items as { id: string }[]).map(
        (item) => item.id,
      );
    stage.clock.set('2026-11-11T23:59:59+08:00');
    expect(await overdue()).toEqual([]);
    stage.clock.set('2026-11-12T00:00:00+08:00');
    expect(await overdue()).toEqual([id]);
  });
});

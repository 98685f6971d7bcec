import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { call, facts, LVSI } from '../support/factories.js';
import { fieldsOf, Office, typeOf } from '../support/office.js';

/** One black pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

describe('Issuing a notice', () => {
  let stage: Stage;
  let office: Office;
  let other: Office;

  beforeAll(async () => {
    stage = await startApp();
    office = await Office.of(stage, 'lvsi-land-office');
    other = await Office.of(stage, 'huilong-land-office');
  });
  afterAll(() => stage.close());

  const count = async (table: string): Promise<number> => {
    const { rows } = await stage.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table}`,
    );
    return rows[0]?.n ?? 0;
  };

  const upload = async (content: Buffer, name: string) => {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(content)]), name);
    const response = await fetch(`${stage.url}/v1/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${office.key}` },
      body,
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body: answer };
  };

  it("hides other agencies' notices as if there were none", async () => {
    const id = await office.issued();
    for (const path of ['', '/timeline']) {
      expect((await other.get(`/v1/notices/${id}${path}`)).status).toBe(404);
    }
    const reason = { reason: '与我无关' };
    expect((await other.post(`/v1/notices/${id}/withdrawal`, reason)).status).toBe(404);
    const { copies } = await office.notice(id);
    const service = {
      method: '直接送达',
      by: '张三',
      servedAt: '2026-09-29T10:00:00+08:00',
      proof: '回证',
    };
    const served = await other.post(`/v1/copies/${copies[0]?.id ?? ''}/service`, service);
    expect(served.status).toBe(404);
    expect((await other.get('/v1/notices')).body.items).toEqual([]);
  });

  it('records a role left out with its reason as a circumstance of its own', async () => {
    const leaveOut = [
      { role: 'water', reason: '该地块未通水' },
      { role: 'power', level: 'town', reason: '未通电' },
    ];
    const { copies, circumstances } = await office.notice(await office.issued({}, { leaveOut }));
    const served = copies.map(({ agency }) => agency.code);
    expect(served.filter((code) => /water|power/.test(code))).toEqual([]);
    expect(circumstances).toEqual([
      expect.objectContaining({
        kind: 'issued-incomplete',
        clause: '二、责任追究（三）3',
        facts: '未制发：供水（该地块未通水）、镇（园区）供电（未通电）',
        accountable: [{ post: 'principal', of: 'agency', grade: 'direct' }],
      }),
    ]);
  });

  it('records that a notice came later than a day after stopping failed', async () => {
    const late = await office.issued({
      discoveredAt: '2026-09-27T08:00:00+08:00',
      stopFailedAt: '2026-09-27T23:59:00+08:00',
    });
    const { circumstances, issuerDuties } = await office.notice(late);
    expect(circumstances.map(({ kind, facts: said }) => [kind, said])).toEqual([
      ['issued-late', '应于2026年9月28日24时前制发，实于2026年9月29日制发'],
    ]);
    expect(issuerDuties).toEqual([
      expect.objectContaining({ key: 'report-and-copy', dueOn: '2026-09-28' }),
    ]);
    const inTime = await office.issued({
      discoveredAt: '2026-09-27T08:00:00+08:00',
      stopFailedAt: '2026-09-28T00:00:00+08:00',
    });
    expect((await office.notice(inTime)).circumstances).toEqual([]);
  });

  it('shows in a dry run what would be served, warns of a known plot, and writes nothing', async () => {
    const plotNumber = '3206812026000123';
    const id = await office.issued({ plotNumber });
    const sheet = (await office.notice(id)).documents.find(
      ({ form }) => form === 'copy-notice-sheet',
    );
    await stage.settle();
    const before = [await count('notice'), await count('message'), await count('event')];
    const preview = await office.post('/v1/notices?dryRun=true', {
      kind: 'copy-notice',
      facts: facts({ plotNumber }),
    });
    expect(preview.status).toBe(200);
    const recipients = preview.body.recipients as { agencyCode: string; form: string }[];
    expect(recipients).toHaveLength(8);
    expect(String(preview.body.warnings)).toContain(`地块${plotNumber}已有文书`);
    expect(String(preview.body.warnings)).toMatch(/启自然资吕(抄|报)〔2026〕\d+号/);
    expect(String(preview.body.warningsEn)).toContain(`Parcel ${plotNumber} has the notice`);
    expect(sheet?.number).toMatch(/^启自然资吕抄〔2026〕\d+号$/);
    expect(preview.body.issuerDuties).toEqual([
      { key: 'report-and-copy', dueOn: '2026-09-30', overdue: false },
    ]);
    const fresh = await office.post('/v1/notices?dryRun=true', {
      kind: 'copy-notice',
      facts: facts({ plotNumber: '3206812026000999' }),
    });
    expect(fresh.body.warnings).toEqual([]);
    expect([await count('notice'), await count('message'), await count('event')]).toEqual(before);
  });

  describe('under an Idempotency-Key', () => {
    it('answers the same again, and says so, and refuses another body', async () => {
      const key = randomUUID();
      const first = await office.issue({ project: '同一件' }, {}, key);
      expect(first.status).toBe(201);
      expect(first.headers.get('idempotency-replayed')).toBeNull();
      const before = await count('notice');
      const again = await office.issue({ project: '同一件' }, {}, key);
      expect(again.status).toBe(201);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(again.body).toEqual(first.body);
      expect(again.headers.get('location')).toBe(first.headers.get('location'));
      const mismatch = await office.issue({ project: '另一件' }, {}, key);
      expect(mismatch.status).toBe(422);
      expect(typeOf(mismatch)).toBe('idempotency-mismatch');
      // Who drafted it goes on record, so another drafter is another request.
      const redrafted = await office.issue({ project: '同一件' }, { drafter: '赵科员' }, key);
      expect([redrafted.status, typeOf(redrafted)]).toEqual([422, 'idempotency-mismatch']);
      expect(await count('notice')).toBe(before);
      // Another agency's keys are its own.
      const place = { code: '320681100', text: '汇龙镇' };
      expect(
        (await other.issue({ place }, {}, key)).headers.get('idempotency-replayed'),
      ).toBeNull();
    });

    it('lets a refused request try again under the same key', async () => {
      const key = randomUUID();
      const area = { total: 1, arable: 2, permanentBasicFarmland: 0 };
      expect((await office.issue({ area }, {}, key)).status).toBe(422);
      expect((await office.issue({}, {}, key)).status).toBe(201);
    });

    it('answers 409 while the first is still running', async () => {
      await office.issued();
      const holder = await stage.database.connect();
      const key = randomUUID();
      await holder.query('BEGIN');
      await holder.query('SELECT * FROM document_counter FOR UPDATE');
      const first = office.issue({}, {}, key);
      try {
        // The first waits for its number; a second meets it under way.
        await waitUntil(async () => {
          const { rows } = await stage.database.query<{ n: number }>(
            `SELECT count(*)::int AS n FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'
               AND query LIKE '%document_counter%'`,
          );
          return (rows[0]?.n ?? 0) > 0;
        });
        const second = await office.issue({}, {}, key);
        expect(second.status).toBe(409);
        expect(typeOf(second)).toBe('idempotency-running');
      } finally {
        await holder.query('COMMIT');
        holder.release();
      }
      expect((await first).status).toBe(201);
      expect((await office.issue({}, {}, key)).body).toEqual((await first).body);
    });
  });

  describe('that a second officer must approve', () => {
    let bureau: Office;
    beforeAll(async () => {
      bureau = await Office.of(stage, 'qidong-bureau');
      await stage.settle();
    });

    const draft = (drafter: string) =>
      bureau.issue(
        { stopFailedAt: undefined as never },
        { kind: 'bureau-copy-notice', town: LVSI, drafter },
      );

    it('serves nobody before, refuses the drafter, and serves everybody after', async () => {
      const { status, body } = await draft('赵科员');
      expect([status, body.state]).toEqual([201, 'awaiting-approval']);
      const id = body.id as string;
      const saved = await bureau.notice(id);
      expect([saved.state, saved.copies, saved.documents]).toEqual(['awaiting-approval', [], []]);
      const mails = stage.inbox.mails.length;
      await stage.settle();
      expect(stage.inbox.mails).toHaveLength(mails);

      const path = `/v1/notices/${id}/approval`;
      expect((await office.post(path, { approver: '王副局长' })).status).toBe(404);
      expect((await bureau.post(path, { approver: '赵科员' })).status).toBe(403);
      expect((await bureau.post(path, { approver: ' 赵科员 ' })).status).toBe(403);
      expect(fieldsOf(await bureau.post(path, {}))).toEqual(['approver']);
      expect((await bureau.post(path, { approver: '王副局长' })).status).toBe(204);
      const again = await bureau.post(path, { approver: '王副局长' });
      expect([again.status, typeOf(again)]).toEqual([409, 'not-awaiting-approval']);

      await stage.settle();
      const { state, copies, approvedBy } = await bureau.notice(id);
      expect([state, approvedBy]).toEqual(['issued', 'agency:qidong-bureau 王副局长']);
      expect(copies.map(({ transport }) => transport)).toEqual(Array(8).fill('served'));
      expect(stage.inbox.mails).toHaveLength(mails + 8);
    });

    it('can be withdrawn unapproved, and never be approved after', async () => {
      const id = (await draft('赵科员')).body.id as string;
      const reason = { reason: '重复起草' };
      expect((await bureau.post(`/v1/notices/${id}/withdrawal`, reason)).status).toBe(204);
      const approval = await bureau.post(`/v1/notices/${id}/approval`, { approver: '王副局长' });
      expect(approval.status).toBe(409);
      expect((await bureau.notice(id)).documents).toEqual([]);
    });
  });

  describe('with attachments', () => {
    it('refuses what is none by its content, whatever its name', async () => {
      const refused = await upload(Buffer.from('这不是照片'), '现场.jpg');
      expect([refused.status, typeOf(refused)]).toEqual([415, 'unsupported-content']);
      const script = await upload(Buffer.from('<svg onload="alert(1)"/>'), '现场.png');
      expect(script.status).toBe(415);
      expect(fieldsOf(await upload(Buffer.alloc(0), '空.png'))).toEqual(['file']);
    });

    it('refuses more than ten megabytes', async () => {
      const big = Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]);
      const refused = await upload(big, '现场.png');
      expect([refused.status, typeOf(refused)]).toEqual([413, 'too-large']);
    });

    it('addresses a file by its digest, keeps it once and names it in the notice', async () => {
      const digest = createHash('sha256').update(PNG).digest('hex');
      const stored = await upload(PNG, '现场.png');
      expect(stored.status).toBe(201);
      expect(stored.body).toEqual({ digest, mediaType: 'image/png', size: PNG.length });
      expect((await upload(PNG, '又名.png')).body).toEqual(stored.body);
      expect(await count("attachment WHERE media_type = 'image/png'")).toBe(1);
      const attachments = [{ digest, name: '现场照片1.png' }];
      const id = await office.issued({}, { attachments });
      const { body } = await office.get(`/v1/notices/${id}`);
      expect(body.attachments).toEqual(attachments);
    });
  });

  it('describes its errors by a type that can be looked up', async () => {
    const refused = await call(stage, office.key, 'GET', `/v1/notices/${randomUUID()}`);
    expect(refused.body).toMatchObject({
      type: `${stage.config.PUBLIC_URL}/problems/not-found`,
      title: 'Not found',
      status: 404,
    });
    expect(refused.body.detail).toEqual(expect.any(String));
  });
});

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > until) throw new Error('it did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

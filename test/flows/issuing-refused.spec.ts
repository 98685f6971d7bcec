import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiKeyService } from '#access';
import { DirectoryService } from '#agencies';
import type { Facts } from '#notices';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { facts, LVSI } from '../support/factories.js';
import { fieldsOf, Office, typeOf } from '../support/office.js';

describe('Issuing a notice is refused', () => {
  let stage: Stage;
  let office: Office;

  beforeAll(async () => {
    stage = await startApp();
    office = await Office.of(stage, 'lvsi-land-office');
  });
  afterAll(() => stage.close());

  const count = async (table: string): Promise<number> => {
    const { rows } = await stage.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table}`,
    );
    return rows[0]?.n ?? 0;
  };

  it('to a caller without a key, and to one with a made-up key', async () => {
    const nobody = await fetch(`${stage.url}/v1/notices`, { method: 'POST' });
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(nobody.headers.get('www-authenticate')).toMatch(/^Bearer/);
    const made = new Office(stage, `cg_abcdefgh_${'x'.repeat(43)}`);
    const refused = await made.issue();
    expect(refused.status).toBe(401);
    expect(typeOf(refused)).toBe('unauthenticated');
  });

  it('to a key that may only read', async () => {
    const agency = await stage.web
      .get(DirectoryService, { strict: false })
      .byCode('lvsi-land-office');
    const keys = stage.web.get(ApiKeyService, { strict: false });
    const { key } = await keys.create(agency?.id ?? '', 'reader', ['notices:read']);
    const reader = new Office(stage, key);
    expect((await reader.get('/v1/notices')).status).toBe(200);
    const refused = await reader.issue();
    expect(refused.status).toBe(403);
    expect(typeOf(refused)).toBe('forbidden');
  });

  it('to an agency whose kind of notice it is not', async () => {
    const refused = await office.issue({}, { kind: 'bureau-copy-notice' });
    expect(refused.status).toBe(403);
    expect(fieldsOf(await office.issue({}, { kind: 'letter' }))).toEqual(['kind']);
  });

  it('without an Idempotency-Key', async () => {
    const body = { kind: 'copy-notice', facts: facts() };
    const refused = await office.post('/v1/notices', body);
    expect(refused.status).toBe(400);
    expect(typeOf(refused)).toBe('idempotency-key-required');
    expect(fieldsOf(refused)).toEqual(['Idempotency-Key']);
  });

  it('where the body cannot be read', async () => {
    const response = await fetch(`${stage.url}/v1/notices`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${office.key}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: '{"kind": "copy-notice", ',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(((await response.json()) as { type: string }).type).toMatch(
      /\/problems\/malformed-request$/,
    );
  });

  it('where it says something that nobody asked for', async () => {
    const refused = await office.issue({ colour: 'red' } as never, { urgent: true });
    expect(refused.status).toBe(422);
    expect(fieldsOf(refused).sort()).toEqual(['facts.colour', 'urgent']);
  });

  it.each<[string, string[], Partial<Facts>]>([
    [
      'more arable land than land',
      ['facts.area.arable'],
      { area: { total: 100, arable: 100.01, permanentBasicFarmland: 0 } },
    ],
    [
      'more basic farmland than arable land',
      ['facts.area.permanentBasicFarmland'],
      { area: { total: 100, arable: 50, permanentBasicFarmland: 50.01 } },
    ],
    [
      'no land at all',
      ['facts.area.total'],
      { area: { total: 0, arable: 0, permanentBasicFarmland: 0 } },
    ],
    [
      'a point in Shanghai',
      ['facts.place.point'],
      { place: { code: LVSI, text: '人民广场', point: { longitude: 121.47, latitude: 31.23 } } },
    ],
    ['another town', ['facts.place.code'], { place: { code: '320681100', text: '汇龙镇' } }],
    [
      'an open ring',
      ['facts.place.polygon'],
      {
        place: {
          code: LVSI,
          text: '三甲村',
          polygon: [
            [121.6, 32.05],
            [121.61, 32.05],
            [121.61, 32.06],
            [121.6, 32.06],
          ],
        },
      },
    ],
    [
      'a ring whose sides cross',
      ['facts.place.polygon'],
      {
        place: {
          code: LVSI,
          text: '三甲村',
          polygon: [
            [121.6, 32.05],
            [121.61, 32.06],
            [121.61, 32.05],
            [121.6, 32.06],
            [121.6, 32.05],
          ],
        },
      },
    ],
    [
      'a discovery in the future',
      ['facts.discoveredAt', 'facts.stopFailedAt'],
      { discoveredAt: '2026-09-29T10:00:01+08:00' },
    ],
    [
      'a stop that failed before the discovery',
      ['facts.stopFailedAt'],
      { stopFailedAt: '2026-09-29T07:59:59+08:00' },
    ],
    ['no party, though this kind needs one', ['facts.party'], { party: undefined }],
  ])('where the facts claim %s, naming the field', async (_, fields, overrides) => {
    const refused = await office.issue(overrides);
    expect(refused.status).toBe(422);
    expect(typeOf(refused)).toBe('invalid');
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(fieldsOf(refused).sort()).toEqual(fields);
  });

  it('where a role is left out without a reason, or is none of this kind', async () => {
    const blank = await office.issue({}, { leaveOut: [{ role: 'water', reason: ' ' }] });
    expect(blank.status).toBe(422);
    expect(fieldsOf(blank)).toEqual(['leaveOut.0.reason']);
    const court = await office.issue({}, { leaveOut: [{ role: 'court', reason: '无关' }] });
    expect(fieldsOf(court)).toEqual(['leaveOut.0.role']);
  });

  it('where it names a file that nobody uploaded', async () => {
    const digest = createHash('sha256').update('nothing').digest('hex');
    const refused = await office.issue({}, { attachments: [{ digest, name: '照片.jpg' }] });
    expect(refused.status).toBe(422);
    expect(fieldsOf(refused)).toEqual(['attachments.0.digest']);
  });

  it('and has left no trace', async () => {
    expect(await count('notice')).toBe(0);
    expect(await count('document_counter')).toBe(0);
    expect(await count('event')).toBe(0);
  });
});

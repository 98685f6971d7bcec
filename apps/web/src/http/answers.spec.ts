import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeyService } from '#access';
import { newId, readConfig } from '#platform';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/database.js';
import { createWeb } from '../create-web.js';
import { declaredRoutes } from './routes.js';

let web: NestFastifyApplication;
let url: string;
let writer: string;
let reader: string;

beforeAll(async () => {
  const config = readConfig({
    LOG_LEVEL: 'silent',
    DATABASE_URL: await freshDatabase(),
    CHAOGAO_SECRETS: 'a-secret-that-is-only-used-in-this-test-00001',
    PUBLIC_URL: 'https://chaogao.example',
    RATE_LIMIT_PER_MINUTE: '40',
    PORT: '0',
    DATABASE_POOL: '4',
    DATABASE_WAIT_MS: '1000',
  });
  web = await createWeb(config);
  await web.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(web.getHttpServer().address() as AddressInfo).port}`;
  const agencyId = newId();
  await web
    .get(DataSource)
    .query(
      `INSERT INTO agency (id, code, name_zh, name_en, level, role) VALUES ($1, 'a', '甲', 'A', 'town', 'land-office')`,
      [agencyId],
    );
  const keys = web.get(ApiKeyService, { strict: false });
  writer = (await keys.create(agencyId, 'w', ['notices:read', 'notices:write'])).key;
  reader = (await keys.create(agencyId, 'r', ['notices:read'])).key;
});

afterAll(() => web.close());

async function ask(
  method: string,
  path: string,
  {
    key = writer,
    body,
    headers = {},
  }: { key?: string; body?: string; headers?: Record<string, string> } = {},
) {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
  });
  const text = await response.text();
  const { status } = response;
  return { status, type: response.headers.get('content-type'), headers: response.headers, text };
}

const problem = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('a route', () => {
  it('declares who may call it, every one', () => {
    const routes = declaredRoutes(web);
    expect(routes.filter(({ access }) => access.length === 0)).toEqual([]);
    expect(routes).toContainEqual({ route: 'POST /v1/notices', access: ['api-key:notices:write'] });
  });
});

describe('a problem', () => {
  it.each<[string, string, string, Parameters<typeof ask>[2], number, string]>([
    ['no key', 'GET', '/v1/notices', { key: '' }, 401, 'unauthenticated'],
    ['an unknown key', 'GET', '/v1/notices', { key: 'cg_abcdefgh_x' }, 401, 'unauthenticated'],
    [
      'a key without the scope',
      'POST',
      '/v1/notices',
      { key: 'reader', body: '{}' },
      403,
      'forbidden',
    ],
    ['malformed JSON', 'POST', '/v1/deadlines', { body: '{"a":' }, 400, 'malformed-request'],
    ['an empty body', 'POST', '/v1/deadlines', {}, 422, 'invalid'],
    [
      'a form instead of JSON',
      'POST',
      '/v1/deadlines',
      { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported-media-type',
    ],
    [
      'an unknown content type',
      'POST',
      '/v1/deadlines',
      { body: '<a/>', headers: { 'content-type': 'application/xml' } },
      415,
      'unsupported-media-type',
    ],
    [
      'a body too large',
      'POST',
      '/v1/deadlines',
      { body: `{"a":"${'x'.repeat(600_000)}"}` },
      413,
      'too-large',
    ],
    [
      'an attachment that is no form',
      'POST',
      '/v1/attachments',
      { body: '{}' },
      415,
      'unsupported-media-type',
    ],
    [
      'an attachment that is cut off',
      'POST',
      '/v1/attachments',
      { body: '--X\r\n', headers: { 'content-type': 'multipart/form-data; boundary=X' } },
      400,
      'malformed-request',
    ],
    [
      'an attachment without a boundary',
      'POST',
      '/v1/attachments',
      { body: 'x', headers: { 'content-type': 'multipart/form-data' } },
      400,
      'malformed-request',
    ],
    ['empty JSON', 'POST', '/v1/deadlines', { body: '' }, 422, 'invalid'],
    [
      'empty JSON where nothing need be said',
      'POST',
      `/v1/replies/${newId()}/acceptance`,
      { body: '' },
      404,
      'not-found',
    ],
    ['an unknown route', 'GET', '/v1/nothing', {}, 404, 'not-found'],
    ['an unknown notice', 'GET', `/v1/notices/${newId()}`, {}, 404, 'not-found'],
    ['an id that is none', 'GET', '/v1/notices/17/timeline', {}, 404, 'not-found'],
    ['an unknown reply', 'POST', `/v1/replies/${newId()}/acceptance`, {}, 404, 'not-found'],
    [
      'an unknown copy',
      'POST',
      `/v1/copies/${newId()}/service`,
      { body: '{"method":"直接送达","by":"李","servedAt":"2026-09-29T10:00:00Z","proof":"回证"}' },
      404,
      'not-found',
    ],
    ['two periods', 'POST', '/v1/deadlines', { body: '{"from":"2026-09-30"}' }, 422, 'invalid'],
    ['a cursor that is none', 'GET', '/v1/events?after=x', {}, 422, 'invalid'],
  ])('with %s is problem+json', async (_, method, path, options = {}, status, type) => {
    const asked = options.key === 'reader' ? { ...options, key: reader } : options;
    const answer = await ask(method, path, asked);
    expect([answer.status, answer.type]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    const said = problem(answer.text);
    expect(said).toMatchObject({
      type: `https://chaogao.example/problems/${type}`,
      status,
      instance: path.split('?')[0],
    });
    const fields = (said.fields ?? []) as { problem: string; problemEn: string }[];
    for (const chinese of [said.detail, ...fields.map(({ problem: zh }) => zh)]) {
      expect(chinese).toEqual(expect.stringMatching(/\p{sc=Han}/u));
    }
    for (const english of [said.detailEn, ...fields.map(({ problemEn }) => problemEn)]) {
      expect(english).toEqual(expect.not.stringMatching(/\p{sc=Han}/u));
    }
  });

  it('with a notice without Idempotency-Key says so', async () => {
    const { NOTICE_EXAMPLES } = await import('../api/examples.js');
    const body = JSON.stringify(NOTICE_EXAMPLES.plain.value);
    const { status, text } = await ask('POST', '/v1/notices', { body });
    expect([status, problem(text).type]).toEqual([
      400,
      'https://chaogao.example/problems/idempotency-key-required',
    ]);
  });

  it('has a type that leads to what it means', async () => {
    const { type } = problem((await ask('GET', '/v1/nothing')).text);
    const { pathname } = new URL(String(type));
    const page = await ask('GET', pathname, { key: '' });
    expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('没有此项，或属于别的单位。');
    expect((await ask('GET', '/problems', { key: '' })).text).toContain('idempotency-mismatch');
    expect((await ask('GET', '/problems/constructor', { key: '' })).status).toBe(404);
  });

  it('on a page is a page', async () => {
    const { status, type } = await ask('GET', '/nothing', { key: '' });
    expect([status, type]).toEqual([404, 'text/html; charset=utf-8']);
  });
});

describe('the API', () => {
  it('counts a deadline', async () => {
    const body = '{"from":"2026-09-30","workingDays":5}';
    const { status, text } = await ask('POST', '/v1/deadlines', { body });
    expect([status, problem(text).dueOn]).toEqual([200, '2026-10-13']);
  });

  it('stores a file by its content', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const form = new FormData();
    form.append('file', new Blob([png]), 'x.txt');
    const response = await fetch(`${url}/v1/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${writer}` },
      body: form,
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ mediaType: 'image/png', size: png.length });
  });

  it('lists nothing where there is nothing', async () => {
    expect((await ask('GET', '/v1/notices?overdue=false&limit=5')).text).toBe(
      '{"items":[],"next":null}',
    );
    expect(problem((await ask('GET', '/v1/events')).text).items).toEqual([]);
  });

  it('answers 429 with Retry-After once a key has taken its minute', async () => {
    let last = await ask('GET', '/v1/events', { key: reader });
    for (let n = 0; n < 45 && last.status !== 429; n += 1) {
      last = await ask('GET', '/v1/events', { key: reader });
    }
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('every answer', () => {
  it.each(['/health/live', '/nothing', '/v1/notices'])(
    'closes %s to scripts and frames',
    async (path) => {
      const { headers } = await ask('GET', path, { key: '' });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    },
  );
});

describe('health', () => {
  it('is live, and ready while the database answers', async () => {
    expect((await ask('GET', '/health/live', { key: '' })).text).toBe('{"status":"ok"}');
    expect((await ask('GET', '/health/ready', { key: '' })).status).toBe(200);
  });

  it('tells the operator part by part', async () => {
    const { status, text } = await ask('GET', '/health/watchdog', { key: '' });
    expect(status).toBe(503);
    expect(problem(text)).toMatchObject({
      status: 'degraded',
      database: { ok: true },
      queue: { ok: true },
      mail: { ok: false },
      messages: { overdue: 0 },
    });
  });
});

describe('a request that finds every connection to the database taken', () => {
  it('is told when to come again, a program as a problem and a person on a page', async () => {
    const runners = Array.from({ length: 4 }, () => web.get(DataSource).createQueryRunner());
    try {
      await Promise.all(runners.map((runner) => runner.connect()));
      const answers = await Promise.all([
        ask('POST', `/v1/notices/${newId()}/withdrawal`, { body: '{"reason":"重复"}' }),
        ask('GET', '/console/notices', { key: '', headers: { cookie: 'cg_session=x' } }),
      ]);
      for (const { status, headers } of answers) {
        expect([status, headers.get('retry-after')]).toEqual([503, '5']);
      }
      const [post, page] = answers;
      expect(post.type).toMatch(/^application\/problem\+json/);
      expect(problem(post.text).type).toBe('https://chaogao.example/problems/database-busy');
      expect(page.text).toContain('系统繁忙');
    } finally {
      await Promise.all(runners.map((runner) => runner.release()));
    }
    expect((await ask('GET', '/v1/notices')).status).toBe(200);
  });
});

import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { getMetadataStorage } from 'class-validator';
import { readConfig } from '#platform';
import { freshDatabase } from '../../../../test/support/database.js';
import { createWeb } from '../create-web.js';
import { asOpenApi31 } from './open-api.js';

interface Schema {
  properties?: Record<string, unknown>;
}

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { examples?: object; schema: object }> };
  responses: Record<string, unknown>;
  security?: unknown[];
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

let document: Document;
let web: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const config = readConfig({
    LOG_LEVEL: 'silent',
    DATABASE_URL: await freshDatabase(),
    CHAOGAO_SECRETS: 'a-secret-that-is-only-used-in-this-test-00001',
    PORT: '0',
  });
  web = await createWeb(config);
  await web.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(web.getHttpServer().address() as AddressInfo).port}`;
  document = (await (await fetch(`${url}/openapi.json`)).json()) as Document;
});

afterAll(() => web.close());

it('is read at /docs, the one page with scripts, all of them its own', async () => {
  const page = await fetch(`${url}/docs`);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*src=)[^>]*>[^<]/);
  for (const [, source = ''] of html.matchAll(/<script[^>]*src="([^"]+)"/g)) {
    const script = await fetch(new URL(source, `${url}/docs`));
    expect([script.status, (await script.text()).length > 0]).toEqual([200, true]);
  }
});

describe("the API's document", () => {
  it('describes every route of /v1 in 3.1', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(
      Object.entries(document.paths)
        .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
        .sort(),
    ).toEqual([
      'get /.well-known/chaogao-keys.json',
      'get /v1/documents/{id}',
      'get /v1/events',
      'get /v1/notices',
      'get /v1/notices/{id}',
      'get /v1/notices/{id}/case-file',
      'get /v1/notices/{id}/deadlines',
      'get /v1/notices/{id}/documents',
      'get /v1/notices/{id}/evidence',
      'get /v1/notices/{id}/timeline',
      'post /v1/attachments',
      'post /v1/copies/{id}/acknowledgement',
      'post /v1/copies/{id}/service',
      'post /v1/deadlines',
      'post /v1/notices',
      'post /v1/notices/{id}/approval',
      'post /v1/notices/{id}/withdrawal',
      'post /v1/replies/{id}/acceptance',
      'post /v1/replies/{id}/return',
    ]);
  });

  it('has an example for every JSON body', () => {
    const bodies = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ requestBody }) => requestBody?.content['application/json'] ?? []);
    expect(bodies).toHaveLength(7);
    for (const { examples } of bodies) expect(Object.keys(examples ?? {})).not.toEqual([]);
  });

  it('names every field that is validated', () => {
    const described = new Set([
      ...Object.values(document.components.schemas).flatMap(({ properties }) =>
        Object.keys(properties ?? {}),
      ),
      ...Object.values(document.paths)
        .flatMap((methods) => Object.values(methods))
        .flatMap(({ parameters }) => (parameters ?? []).map(({ name }) => name)),
    ]);
    const storage = getMetadataStorage() as unknown as {
      validationMetadatas: Map<unknown, { propertyName: string }[]>;
    };
    const validated = [...storage.validationMetadatas.values()].flat();
    expect(validated.length).toBeGreaterThan(40);
    expect(validated.map((one) => one.propertyName).filter((name) => !described.has(name))).toEqual(
      [],
    );
  });

  it('holds nothing of 3.0, and every reference leads somewhere', () => {
    const text = JSON.stringify(document);
    expect(text).not.toMatch(/"nullable"|"exclusiveM(in|ax)imum":(true|false)|"format":"binary"/);
    for (const [, name = ''] of text.matchAll(/#\/components\/schemas\/(\w*)/g)) {
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
    for (const [path, methods] of Object.entries(document.paths)) {
      // Public keys are for everybody.
      const needed = path.startsWith('/.well-known/') ? undefined : [{ apiKey: [] }];
      for (const { security } of Object.values(methods)) expect(security).toEqual(needed);
    }
  });
});

describe('a schema of 3.0', () => {
  it.each<[object, object]>([
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      { type: 'string', example: 'a' },
      { type: 'string', examples: ['a'] },
    ],
    [{ nullable: true, allOf: [{ $ref: '#/a' }] }, { anyOf: [{ $ref: '#/a' }, { type: 'null' }] }],
    [
      { type: 'string', format: 'binary' },
      { type: 'string', contentMediaType: 'application/octet-stream' },
    ],
    [
      { properties: { example: { type: 'string', nullable: true } } },
      { properties: { example: { type: ['string', 'null'] } } },
    ],
  ])('%j becomes one of 3.1', (schema, meant) => {
    expect(asOpenApi31(schema)).toEqual(meant);
  });
});

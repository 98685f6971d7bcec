import { randomUUID } from 'node:crypto';
import type { Facts } from '#notices';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';

export const LVSI = '320681110';

/** A case at 吕四港镇; a test states only what it is about. */
export function facts(overrides: Partial<Facts> = {}): Facts {
  return {
    project: '厂房扩建',
    description: '未经批准扩建厂房，已浇筑地基。',
    party: { name: '某某水产有限公司', kind: 'organisation' },
    place: { code: LVSI, text: '吕四港镇三甲村12组', point: { longitude: 121.6, latitude: 32.05 } },
    area: { total: 2133.33, arable: 1200, permanentBasicFarmland: 0 },
    stage: 'foundation',
    source: 'patrol',
    severity: 'ordinary',
    villagersHouse: false,
    discoveredAt: '2026-09-29T08:00:00+08:00',
    stopFailedAt: '2026-09-29T09:00:00+08:00',
    contact: { name: '李所长', phone: '0513-83000001' },
    ...overrides,
  };
}

const ROLES = [
  ...['discipline', 'police', 'planning', 'enforcement', 'power', 'water'],
  ...['government', 'bureau'],
] as const;
type Role = (typeof ROLES)[number];

/** What of a copy-notice's recipients is written to; mails that no test reads cost the suite minutes. */
export function onlyTo(...roles: Role[]): { leaveOut: { role: Role; reason: string }[] } {
  const others = ROLES.filter((role) => !roles.includes(role));
  return { leaveOut: others.map((role) => ({ role, reason: '已当面告知' })) };
}

export interface Posted {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** One call to the API. */
export async function call(
  stage: Stage,
  key: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Posted> {
  const response = await fetch(stage.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body: parsed };
}

/** Posts a copy-notice of the land office and answers its id. */
export async function issue(
  stage: Stage,
  key: string,
  overrides: Partial<Facts> = {},
  body: Record<string, unknown> = {},
): Promise<string> {
  const request = { kind: 'copy-notice', facts: facts(overrides), ...body };
  const idempotency = { 'idempotency-key': randomUUID() };
  const { status, body: answer } = await call(
    stage,
    key,
    'POST',
    '/v1/notices',
    request,
    idempotency,
  );
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(answer)}`);
  return answer.id as string;
}

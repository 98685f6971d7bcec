import { randomUUID } from 'node:crypto';
import { EXAMPLE_FACTS, type Facts } from '#notices';
import { PROBLEM_TYPES } from '../../apps/web/src/api/problem-types.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';

export const LVSI = EXAMPLE_FACTS.place.code;

/** A case at 吕四港镇; a test states only what it is about. */
export function facts(overrides: Partial<Facts> = {}): Facts {
  return { ...EXAMPLE_FACTS, ...overrides };
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
  const [, problem] = String(parsed.type).split('/problems/');
  if (!response.ok && !Object.hasOwn(PROBLEM_TYPES, problem ?? '')) {
    throw new Error(`${method} ${path}: no known type of problem in ${text}`);
  }
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

import { randomUUID } from 'node:crypto';
import type { Facts } from '#notices';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { call, facts, type Posted } from './factories.js';

/** What the tests read of a duty, as the API shows it. */
export interface DutyAnswer {
  id: string;
  key: string;
  status: string;
  state: string;
  dueOn: string | null;
  startedOn: string | null;
}

export interface CopyAnswer {
  id: string;
  number: string;
  form: string;
  transport: string;
  servedOn: string | null;
  serviceMethod: string | null;
  fallback: boolean;
  agency: { code: string };
  duties: DutyAnswer[];
}

export interface NoticeAnswer {
  id: string;
  state: string;
  approvedBy: string | null;
  documents: { form: string; number: string }[];
  copies: CopyAnswer[];
  issuerDuties: DutyAnswer[];
  circumstances: { kind: string; clause: string; facts: string; accountable: object[] }[];
}

/** An agency that issues notices, with an API key of its own. */
export class Office {
  constructor(
    private readonly stage: Stage,
    readonly key: string,
  ) {}

  static async of(stage: Stage, agencyCode: string): Promise<Office> {
    return new Office(stage, await stage.key(agencyCode));
  }

  get(path: string): Promise<Posted> {
    return call(this.stage, this.key, 'GET', path);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Posted> {
    return call(this.stage, this.key, 'POST', path, body, headers);
  }

  /** Posts a copy-notice, or whatever `body` says; under a key of its own unless one is given. */
  issue(
    overrides: Partial<Facts> = {},
    body: Record<string, unknown> = {},
    idempotencyKey: string = randomUUID(),
  ): Promise<Posted> {
    const request = { kind: 'copy-notice', facts: facts(overrides), ...body };
    return this.post('/v1/notices', request, { 'idempotency-key': idempotencyKey });
  }

  /** Issues and answers the id; fails where it was refused. */
  async issued(overrides: Partial<Facts> = {}, body: Record<string, unknown> = {}) {
    const { status, body: answer } = await this.issue(overrides, body);
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(answer)}`);
    return answer.id as string;
  }

  async notice(id: string): Promise<NoticeAnswer> {
    return (await this.get(`/v1/notices/${id}`)).body as unknown as NoticeAnswer;
  }

  async copy(noticeId: string, agencyCode: string): Promise<CopyAnswer> {
    const { copies } = await this.notice(noticeId);
    const copy = copies.find(({ agency }) => agency.code === agencyCode);
    if (!copy) throw new Error(`no copy for ${agencyCode}`);
    return copy;
  }
}

/** The fields that a refusal names. */
export function fieldsOf({ body }: Posted): string[] {
  return ((body.fields ?? []) as { field: string }[]).map(({ field }) => field);
}

/** The last part of a refusal's stable type. */
export function typeOf({ body }: Posted): string {
  return String(body.type).split('/problems/')[1] ?? '';
}

import { randomUUID } from 'node:crypto';
import type { ReceivedMail } from './inbox.js';
import type { Stage } from './stage.js';
import { type Form, formsIn, submit } from './visitor.js';

/** What the rehearsal reads of an answer of the API. */
export interface ApiDuty {
  id: string;
  key: string;
  status: string;
  dueOn: string | null;
  closedOn: string | null;
}

export interface ApiCopy {
  id: string;
  transport: string;
  servedOn: string | null;
  acknowledgement: string;
  reply: string;
  agency: { code: string };
  number: string;
  duties: ApiDuty[];
  replies: { id: string; review: string }[];
}

export interface ApiNotice {
  id: string;
  copies: ApiCopy[];
  issuerDuties: ApiDuty[];
}

/** The land office, by its key. */
export class LandOffice {
  constructor(
    private readonly stage: Stage,
    private readonly key: string,
  ) {}

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.stage.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'idempotency-key': randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : {}) as T;
  }

  notice(id: string): Promise<ApiNotice> {
    return this.call('GET', `/v1/notices/${id}`);
  }

  async copy(noticeId: string, agencyCode: string): Promise<ApiCopy> {
    const { copies } = await this.notice(noticeId);
    const copy = copies.find(({ agency }) => agency.code === agencyCode);
    if (!copy) throw new Error(`no copy for ${agencyCode}`);
    return copy;
  }

  async duty(noticeId: string, agencyCode: string, key: string): Promise<ApiDuty> {
    const { duties } = await this.copy(noticeId, agencyCode);
    const duty = duties.find((one) => one.key === key);
    if (!duty) throw new Error(`${agencyCode} has no duty ${key}`);
    return duty;
  }
}

/** The link in a mail. */
export function linkIn(mail: ReceivedMail): string {
  const link = /https?:\/\/[^\s"<>]+\/l\/[\w.-]+/.exec(mail.text ?? '')?.[0];
  if (!link) throw new Error(`no link in the mail "${mail.subject ?? ''}"`);
  return link;
}

/** An officer of a partner agency, who has nothing but the link in the mail. */
export class Partner {
  constructor(readonly link: string) {}

  async page(path = ''): Promise<string> {
    return (await fetch(this.link + path)).text();
  }

  async form(path: string, action: RegExp): Promise<Form> {
    const url = this.link + path;
    const html = await (await fetch(url)).text();
    const form = formsIn(html, url).find((one) => one.method === 'post' && action.test(one.action));
    if (!form) throw new Error(`no form for ${action.source} on ${path}`);
    return form;
  }

  /** Fills in a form and expects its receipt page. */
  async fill(path: string, typed: Record<string, string>): Promise<void> {
    const form = await this.form(path, new RegExp(path.replace(/^\//, '')));
    const response = await submit(form, typed);
    if (response.status !== 303) {
      const page = (await response.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
      throw new Error(`${path} answered ${response.status}: ${page.slice(0, 600)}`);
    }
  }

  acknowledge(name: string, position: string): Promise<void> {
    return this.fill('/acknowledge', { name, position, phone: '0513-83000000' });
  }

  reply(outcome: string, text: string, more: Record<string, string> = {}): Promise<void> {
    return this.fill('/reply', { outcome, text, name: '经办人', ...more });
  }

  act(dutyId: string, typed: Record<string, string>): Promise<void> {
    return this.fill(`/duties/${dutyId}`, typed);
  }
}

/** The secretariat, signed in to the console. */
export class Secretariat {
  #cookie = '';

  constructor(private readonly stage: Stage) {}

  async signIn(username: string, password: string): Promise<void> {
    const form = await this.#form('/console/sign-in', /sign-in/);
    const response = await submit(form, { username, password }, this.#cookie);
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    this.#cookie = [this.#cookie, ...cookies].filter(Boolean).join('; ');
    if (response.status !== 303) throw new Error(`sign-in answered ${response.status}`);
  }

  async page(path: string): Promise<string> {
    const headers = { cookie: this.#cookie };
    return (await fetch(this.stage.url + path, { headers, redirect: 'manual' })).text();
  }

  async decide(copyId: string, typed: Record<string, string>): Promise<void> {
    const path = `/console/copies/${copyId}/decide`;
    const response = await submit(await this.#form(path, /decide/), typed, this.#cookie);
    if (response.status !== 303) {
      const page = (await response.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
      throw new Error(`the decision was answered ${response.status}: ${page.slice(0, 600)}`);
    }
  }

  async #form(path: string, action: RegExp): Promise<Form> {
    const url = this.stage.url + path;
    const response = await fetch(url, { headers: { cookie: this.#cookie } });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    this.#cookie = [this.#cookie, ...cookies].filter(Boolean).join('; ');
    const form = formsIn(await response.text(), url).find((one) => action.test(one.action));
    if (!form) throw new Error(`no form on ${path}`);
    return form;
  }
}

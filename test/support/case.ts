import { type ApiDuty, LandOffice, linkIn, Partner } from '../../apps/cli/src/rehearse/cast.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { formsIn, submit } from '../../apps/cli/src/rehearse/visitor.js';
import { issue } from './factories.js';

export const ISSUER_MAILBOX = 'guotu@lvsi.qidong.example';
export const SECRETARIAT_MAILBOX = 'lianxi@qidong.example';

export const MAILBOX = {
  'lvsi-discipline': 'jiwei@lvsi.qidong.example',
  'lvsi-police': 'paichusuo@lvsi.qidong.example',
  'lvsi-planning': 'guijian@lvsi.qidong.example',
  'lvsi-enforcement': 'zhifa@lvsi.qidong.example',
  'lvsi-power': 'gongdian@lvsi.qidong.example',
  'lvsi-water': 'gongshui@lvsi.qidong.example',
  'lvsi-government': 'zhengfu@lvsi.qidong.example',
} as const;
export type Unit = keyof typeof MAILBOX;

export interface TimelineItem {
  type: string;
  actor: string;
  copyId: string | null;
  data: Record<string, unknown>;
}

/** Beijing time: `at('2026-10-12', '09:00')`. */
export const at = (date: string, time = '10:00') => `${date}T${time}:00+08:00`;

/** A notice of 吕四港国土所, served on everybody, and whoever has a part in it. */
export class ServedCase {
  constructor(
    readonly stage: Stage,
    readonly office: LandOffice,
    readonly id: string,
    /** 启自然资吕抄〔2026〕1号; the special report has the same serial. */
    readonly numbers: string[],
  ) {}

  copy(unit: Unit) {
    return this.office.copy(this.id, unit);
  }

  duty(unit: Unit, key: string): Promise<ApiDuty> {
    return this.office.duty(this.id, unit, key);
  }

  async status(unit: Unit, key: string): Promise<string> {
    return (await this.duty(unit, key)).status;
  }

  /** Mails about this case to an address, with the subject's words. */
  mails(address: string, words: string | RegExp = '') {
    const pattern = typeof words === 'string' ? new RegExp(escaped(words)) : words;
    return this.stage.inbox
      .to(address)
      .filter(
        ({ subject = '', text = '' }) => this.#isAbout(subject + text) && pattern.test(subject),
      );
  }

  #isAbout(text: string): boolean {
    return this.numbers.some((number) => text.includes(number));
  }

  partner(unit: Unit): Partner {
    const mail = this.mails(MAILBOX[unit])[0];
    if (!mail) throw new Error(`${unit} has received no mail of ${this.numbers.join()}`);
    return new Partner(linkIn(mail));
  }

  async timeline(): Promise<TimelineItem[]> {
    const path = `/v1/notices/${this.id}/timeline`;
    return (await this.office.call<{ items: TimelineItem[] }>('GET', path)).items;
  }

  async happened(type: string): Promise<TimelineItem[]> {
    return (await this.timeline()).filter((item) => item.type === type);
  }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Issues a copy-notice and waits until its mails have gone out. */
export async function servedCase(
  stage: Stage,
  key: string,
  overrides: Parameters<typeof issue>[2] = {},
  body: Parameters<typeof issue>[3] = {},
): Promise<ServedCase> {
  const id = await issue(stage, key, overrides, body);
  await stage.settle();
  return caseOf(stage, key, id);
}

/** A notice that was issued already. */
export async function caseOf(stage: Stage, key: string, id: string): Promise<ServedCase> {
  const office = new LandOffice(stage, key);
  const { copies } = await office.notice(id);
  return new ServedCase(stage, office, id, [...new Set(copies.map(({ number }) => number))]);
}

/**
 * Puts the clock back for the next test of a file. What earlier cases still have ahead would only be
 * carried out again and again: it is dropped.
 */
export async function startOver(stage: Stage, instant: string): Promise<void> {
  await stage.database.query(`UPDATE step SET state = 'cancelled' WHERE state = 'planned'`);
  await stage.database.query(
    `UPDATE message SET state = 'cancelled', next_attempt_at = NULL WHERE state = 'queued'`,
  );
  stage.clock.set(instant);
}

/** Submits a form of a page without expecting anything. */
export async function send(partner: Partner, path: string, typed: Record<string, string>) {
  const response = await submit(await partner.form(path, new RegExp(path)), typed);
  return { status: response.status, html: await response.text(), response };
}

/** Signs in to the console; answers the cookie. */
export async function signIn(
  stage: Stage,
  { username, password }: { username: string; password: string },
): Promise<string> {
  const response = await postForm(stage, '', '/console/sign-in', { username, password });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (response.status !== 303 || !cookie) throw new Error(`sign-in answered ${response.status}`);
  return cookie;
}

export function getPage(stage: Stage, cookie: string, path: string): Promise<Response> {
  return fetch(stage.url + path, { headers: { cookie }, redirect: 'manual' });
}

/** Fills in the form of a page as a browser would; `path` may differ from where the form posts to. */
export async function postForm(
  stage: Stage,
  cookie: string,
  path: string,
  typed: Record<string, string>,
  action = new RegExp(escaped(path)),
): Promise<Response> {
  const url = stage.url + path;
  const page = await getPage(stage, cookie, path);
  const html = await page.text();
  const form = formsIn(html, url).find((one) => one.method === 'post' && action.test(one.action));
  if (!form) throw new Error(`no form for ${action.source} on ${path}: ${page.status}`);
  return submit(form, typed, cookie);
}

/** A POST that no form of the page offered, with the CSRF token of the session where there is one. */
export async function postAnyway(
  stage: Stage,
  cookie: string,
  path: string,
  typed: Record<string, string> = {},
): Promise<Response> {
  const html = await (await getPage(stage, cookie, '/console/notices')).text();
  const csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  return fetch(stage.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams({ _csrf: csrf, ...typed }),
  });
}

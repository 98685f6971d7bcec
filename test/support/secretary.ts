import { formsIn, submit } from '../../apps/cli/src/rehearse/visitor.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { getPage, signIn } from './case.js';

/** What is typed into a form; a name may come several times. */
export type Typed = Record<string, string | string[]>;

/** Somebody of the secretariat at the console, who signs in anew each day. */
export class Secretary {
  #cookie = '';
  #day = '';

  constructor(
    private readonly stage: Stage,
    private readonly person: { username: string; password: string },
  ) {}

  async get(path: string): Promise<Response> {
    return getPage(this.stage, await this.#session(), path);
  }

  async #session(): Promise<string> {
    const today = this.stage.clock.now().toISOString().slice(0, 10);
    if (this.#day !== today) this.#cookie = await signIn(this.stage, this.person);
    this.#day = today;
    return this.#cookie;
  }

  async page(path: string): Promise<string> {
    return (await this.get(path)).text();
  }

  /** Fills in the form of a page that posts to `action`; answers what the server answered. */
  async submit(path: string, typed: Typed, action = path): Promise<Response> {
    const url = this.stage.url + path;
    const html = await this.page(path);
    const form = formsIn(html, url).find(
      (one) => one.method === 'post' && new URL(one.action).pathname === action.split('?')[0],
    );
    if (!form) throw new Error(`no form for ${action} on ${path}`);
    const several = Object.entries(typed).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    const preset = form.preset.filter(([name]) => !(name in typed));
    return submit({ ...form, preset: [...preset, ...several] }, {}, await this.#session());
  }

  /** The same, where it is expected to succeed; answers where it led. */
  async fill(path: string, typed: Typed, action = path): Promise<string> {
    const response = await this.submit(path, typed, action);
    if (response.status !== 303) {
      throw new Error(`${action} answered ${response.status}: ${words(await response.text())}`);
    }
    return response.headers.get('location') ?? '';
  }

  /** A POST that a list would send: what was ticked, under the session's token. */
  async post(path: string, typed: Typed): Promise<Response> {
    const csrf = /name="_csrf" value="([^"]+)"/.exec(await this.page('/console/meetings'))?.[1];
    const entries = Object.entries({ _csrf: csrf ?? '', ...typed });
    return fetch(this.stage.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: await this.#session() },
      body: new URLSearchParams(
        entries.flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
      ),
    });
  }
}

/** What a page says, without its markup. */
export const words = (html: string) =>
  html
    .replace(/<(style|head)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

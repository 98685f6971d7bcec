import type {} from '@fastify/cookie';
import { localDateOf, type PlainDate } from '#calendar';
import type { Clock } from '#platform';
import type { Bilingual } from '#rulebook';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What every page knows: its language, the day in Asia/Shanghai and its own address. */
export interface PageContext {
  language: Language;
  /** Chooses between two texts written side by side, so that a page reads like the page. */
  t: (zh: string, en: string) => string;
  /** The same for a text that comes from the rulebook. */
  pick: (text: Bilingual) => string;
  today: PlainDate;
  /** Path and query of this page without `lang`, for the language switch. */
  address: string;
  /** The notices are invented: every page says so. */
  demo: boolean;
}

const LANGUAGE_COOKIE = 'lang';
const YEAR_S = 365 * 86_400;

export function pageContext(
  language: Language,
  today: PlainDate,
  address: string,
  demo = false,
): PageContext {
  const t = (zh: string, en: string) => (language === 'zh' ? zh : en);
  return { language, t, pick: ({ zh, en }) => t(zh, en), today, address, demo };
}

/** Reads the language from `?lang=`, which it remembers in a cookie, or from that cookie. */
export function contextOf(request: FastifyRequest, reply: FastifyReply, clock: Clock): PageContext {
  const url = new URL(request.url, 'http://page');
  const asked = url.searchParams.get('lang');
  if (isLanguage(asked)) {
    void reply.setCookie(LANGUAGE_COOKIE, asked, {
      path: '/',
      maxAge: YEAR_S,
      sameSite: 'lax',
      httpOnly: true,
    });
  }
  url.searchParams.delete('lang');
  const remembered = request.cookies[LANGUAGE_COOKIE];
  const language = isLanguage(asked) ? asked : isLanguage(remembered) ? remembered : 'zh';
  const demo = request.server.hasDecorator('demo');
  return pageContext(language, localDateOf(clock.now()), url.pathname + url.search, demo);
}

/** The address with one query parameter set, or taken out where the value is null. */
export function withQuery(address: string, name: string, value: string | null): string {
  const url = new URL(address, 'http://page');
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return url.pathname + url.search;
}

function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

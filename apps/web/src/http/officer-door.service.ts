import type {} from '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { SessionService } from '#access';
import { Problem } from '#platform';
import type { FastifyRequest } from 'fastify';
import { readForm } from '../views/read-form.js';
import { type AccessRule, PASSWORD_PAGE, SESSION_COOKIE, SIGN_OUT } from './access.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Open also to whoever must choose a password of their own first. */
const BEFORE_PASSWORD = new Set([PASSWORD_PAGE, SIGN_OUT]);

/** Lets officers in by their session. */
@Injectable()
export class OfficerDoor {
  constructor(private readonly sessions: SessionService) {}

  /** @throws Problem 401 without a session, 403 without the role or with a form of another origin */
  async admit(request: FastifyRequest, rules: AccessRule[]): Promise<void> {
    const cookie = request.cookies[SESSION_COOKIE];
    const session = cookie ? await this.sessions.find(cookie) : null;
    if (!cookie || !session) {
      throw new Problem(401, 'sign-in', '请先登录。', [], 'Please sign in first.');
    }
    const { officer } = session;
    // Before anything is refused: the audit says who was.
    request.officer = officer;
    request.sessionId = session.id;
    if (!rules.includes('officer') && !rules.includes(`officer:${officer.role}`)) {
      throw Problem.forbidden('您的岗位不能使用此页面。', 'Your role may not use this page.');
    }
    if (!SAFE.has(request.method)) {
      this.refuseCrossSite(request);
      if (!this.sessions.checkCsrf(cookie, await csrfTokenOf(request))) {
        throw Problem.forbidden(
          '页面已过期，请返回并刷新后重新提交。',
          'This page has expired: go back, reload it and submit again.',
        );
      }
    }
    if (officer.mustChangePassword && !BEFORE_PASSWORD.has(request.routeOptions.url ?? '')) {
      throw new Problem(
        403,
        'must-change-password',
        '请先修改初始密码。',
        [],
        'Please choose a password of your own first.',
      );
    }
  }

  /**
   * A browser says where a form came from; one of another site is refused also where nobody has signed
   * in yet, so that no site can sign a visitor in as somebody else.
   */
  refuseCrossSite(request: FastifyRequest): void {
    if (!SAFE.has(request.method) && request.headers['sec-fetch-site'] === 'cross-site') {
      throw Problem.forbidden(
        '不接受来自其他网站的提交。',
        'Forms of another site are not accepted.',
      );
    }
  }
}

/** Of a JSON body or of a form, also one with files: it is read here, once, for the page as well. */
async function csrfTokenOf(request: FastifyRequest): Promise<string> {
  const body = request.isMultipart() ? (await readForm(request)).body : request.body;
  if (typeof body !== 'object' || body === null || !('_csrf' in body)) return '';
  return typeof body._csrf === 'string' ? body._csrf : '';
}

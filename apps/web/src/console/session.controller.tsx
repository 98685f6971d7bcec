import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { type From, OfficerService, SessionService, SignInService } from '#access';
import { Clock, CONFIG, type Config, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, SESSION_COOKIE, SIGN_IN_COOKIE } from '../http/access.js';
import { contextOf } from '../views/context.js';
import { EMPTY_FORM } from '../views/forms.js';
import { type FormBody, readForm, requireTyped, textOf } from '../views/read-form.js';
import { seeOther, sendPage, sendRefusal } from '../views/send-page.js';
import { CodePage, SignInPage } from './account/sign-in.page.js';
import { homeOf } from './navigation.js';

const CODE_PATH = '/console/sign-in';

@Controller('console')
export class SessionController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionService,
    private readonly officers: OfficerService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Access('officer')
  home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { officer } = request;
    if (!officer) throw new Problem(401, 'sign-in', '请先登录。', [], 'Please sign in first.');
    seeOther(reply, homeOf(officer.role));
  }

  @Get('sign-in')
  @Access('public')
  form(
    @Query('next') next: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const context = contextOf(request, reply, this.clock);
    sendPage(reply, <SignInPage context={context} form={EMPTY_FORM} next={within(next)} />);
  }

  @Post('sign-in')
  @Access('public')
  async signIn(
    @Query('next') next: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    let body: FormBody = {};
    const target = within(next);
    const context = contextOf(request, reply, this.clock);
    const { t } = context;
    try {
      ({ body } = await readForm(request));
      requireTyped(body, {
        username: t('请填写用户名', 'Enter your user name'),
        password: t('请填写密码', 'Enter your password'),
      });
      const username = textOf(body, 'username');
      // Somebody may have typed the password into the wrong box: only a name that is known is noted.
      const known = await this.officers.named(username);
      request.audit = { subject: username, ...(known ? { who: known } : { subject: '' }) };
      // A password may begin or end with a blank: it is taken as it was typed.
      const password = typeof body.password === 'string' ? body.password : '';
      const { step, cookie } = await this.signIns.signIn(username, password, fromOf(request));
      if (step === 'code') {
        this.#setCookie(reply, SIGN_IN_COOKIE, cookie, CODE_PATH);
        seeOther(reply, `${CODE_PATH}/code?next=${encodeURIComponent(target)}`);
      } else {
        this.#setCookie(reply, SESSION_COOKIE, cookie, '/console');
        seeOther(reply, target);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      request.audit = { ...request.audit, detail: error.type };
      const form = { values: { username: textOf(body, 'username') }, problems: error.forForm };
      const page = <SignInPage context={context} form={form} next={target} />;
      sendRefusal(reply, page, error);
    }
  }

  @Get('sign-in/code')
  @Access('public')
  async codeForm(
    @Query('next') next: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const awaited = await this.signIns.awaited(request.cookies[SIGN_IN_COOKIE] ?? '');
    if (!awaited) {
      seeOther(reply, `${CODE_PATH}?next=${encodeURIComponent(within(next))}`);
      return;
    }
    const context = contextOf(request, reply, this.clock);
    sendPage(reply, <CodePage context={context} form={EMPTY_FORM} next={within(next)} />);
  }

  @Post('sign-in/code')
  @Access('public')
  async answerCode(
    @Query('next') next: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const waiting = request.cookies[SIGN_IN_COOKIE] ?? '';
    const target = within(next);
    const context = contextOf(request, reply, this.clock);
    try {
      const { body } = await readForm(request);
      const who = await this.signIns.awaited(waiting);
      request.audit = who ? { who, subject: who.username } : { subject: '' };
      requireTyped(body, { code: context.t('请填写验证码', 'Enter the code') });
      const { cookie } = await this.signIns.answerCode(
        waiting,
        textOf(body, 'code'),
        fromOf(request),
      );
      void reply.clearCookie(SIGN_IN_COOKIE, { path: CODE_PATH });
      this.#setCookie(reply, SESSION_COOKIE, cookie, '/console');
      seeOther(reply, target);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      request.audit = { ...request.audit, detail: error.type };
      const form = { values: {}, problems: error.forForm };
      sendRefusal(reply, <CodePage context={context} form={form} next={target} />, error);
    }
  }

  @Post('sign-out')
  @Access('officer')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const cookie = request.cookies[SESSION_COOKIE];
    if (cookie) await this.sessions.signOut(cookie);
    void reply.clearCookie(SESSION_COOKIE, { path: '/console' });
    seeOther(reply, '/console/sign-in');
  }

  #setCookie(reply: FastifyReply, name: string, value: string, path: string): void {
    const secure = this.config.PUBLIC_URL.startsWith('https:');
    void reply.setCookie(name, value, { path, httpOnly: true, sameSite: 'lax', secure });
  }
}

const fromOf = ({ ip, headers }: FastifyRequest): From => ({
  ip,
  userAgent: headers['user-agent'] ?? '',
});

/** Where to go after signing in: only to the console, never to another site. */
function within(next: string | undefined): string {
  const url = new URL(next ?? '/console', 'http://console');
  const inside = url.host === 'console' && /^\/console(\/|$)/.test(url.pathname);
  return inside ? url.pathname + url.search : '/console';
}

import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { OfficerService } from '#access';
import { Clock, CONFIG, type Config, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, SESSION_COOKIE } from '../http/access.js';
import { contextOf } from '../views/context.js';
import { EMPTY_FORM } from '../views/forms.js';
import { type FormBody, readForm, requireTyped, textOf } from '../views/read-form.js';
import { seeOther, sendPage } from '../views/send-page.js';
import { homeOf } from './navigation.js';
import { SignInPage } from './sign-in.page.js';

@Controller('console')
export class SessionController {
  constructor(
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
    try {
      ({ body } = await readForm(request));
      requireTyped(body, { username: '请填写用户名', password: '请填写密码' });
      // A password may begin or end with a blank: it is taken as it was typed.
      const password = typeof body.password === 'string' ? body.password : '';
      const { cookie } = await this.officers.signIn(textOf(body, 'username'), password);
      void reply.setCookie(SESSION_COOKIE, cookie, {
        path: '/console',
        httpOnly: true,
        sameSite: 'lax',
        secure: this.config.PUBLIC_URL.startsWith('https:'),
      });
      seeOther(reply, within(next));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const form = { values: { username: textOf(body, 'username') }, problems: error.forForm };
      const context = contextOf(request, reply, this.clock);
      sendPage(
        reply,
        <SignInPage context={context} form={form} next={within(next)} />,
        error.status,
      );
    }
  }

  @Post('sign-out')
  @Access('officer')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const cookie = request.cookies[SESSION_COOKIE];
    if (cookie) await this.officers.signOut(cookie);
    void reply.clearCookie(SESSION_COOKIE, { path: '/console' });
    seeOther(reply, '/console/sign-in');
  }
}

/** Where to go after signing in: only to the console, never to another site. */
function within(next: string | undefined): string {
  const url = new URL(next ?? '/console', 'http://console');
  const inside = url.host === 'console' && /^\/console(\/|$)/.test(url.pathname);
  return inside ? url.pathname + url.search : '/console';
}

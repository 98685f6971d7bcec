import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { PasswordService, SessionService, TotpService } from '#access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, SESSION_COOKIE } from '../../http/access.js';
import { EMPTY_FORM } from '../../views/forms.js';
import { type FormBody, requireTyped } from '../../views/read-form.js';
import { seeOther, sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import { AccountPage } from './account.page.js';
import { PasswordPage } from './password.page.js';

@Controller('console/account')
@Access('officer')
export class AccountController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly totp: TotpService,
  ) {}

  @Get()
  async show(
    @Query('done') done: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { id } = context.officer;
    const [sessions, recoveryCodes] = await Promise.all([
      this.sessions.list(id),
      this.totp.unusedRecoveryCodes(id),
    ]);
    const currentId = request.sessionId ?? '';
    const shown = { context, sessions, currentId, recoveryCodes, done };
    sendPage(reply, <AccountPage {...shown} />);
  }

  @Get('password')
  passwordForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const context = this.door.context(request, reply);
    sendPage(reply, <PasswordPage context={context} form={EMPTY_FORM} />);
  }

  @Post('password')
  async changePassword(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { officer, t } = context;
    await this.door.submit(request, reply, {
      submit: (body) => {
        requireTyped(body, {
          old: t('请填写', 'Enter it'),
          chosen: t('请填写', 'Enter it'),
          again: t('请再输入一次', 'Enter it once more'),
        });
        const [old, chosen, again] = [
          asTyped(body, 'old'),
          asTyped(body, 'chosen'),
          asTyped(body, 'again'),
        ];
        return this.passwords.change(officer, { old, chosen, again }, request.sessionId ?? '');
      },
      next: officer.mustChangePassword ? '/console' : '/console/account?done=password',
      again: (form) => <PasswordPage context={context} form={form} />,
    });
  }

  @Post('sessions/:sessionId/end')
  async endSession(
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    await this.sessions.end(officer.id, sessionId);
    seeOther(reply, '/console/account?done=session');
  }

  @Post('sign-out-everywhere')
  async signOutEverywhere(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    await this.sessions.endAll(officer.id);
    void reply.clearCookie(SESSION_COOKIE, { path: '/console' });
    seeOther(reply, '/console/sign-in');
  }
}

/** A password may begin or end with a blank: it is taken as it was typed. */
export function asTyped(body: FormBody, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

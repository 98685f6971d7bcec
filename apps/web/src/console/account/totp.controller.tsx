import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { PasswordService, TotpService } from '#access';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import QRCode from 'qrcode';
import { Access } from '../../http/access.js';
import { EMPTY_FORM, type FormState } from '../../views/forms.js';
import {
  failedForm,
  type FormBody,
  readForm,
  requireTyped,
  textOf,
} from '../../views/read-form.js';
import { seeOther, sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';
import { asTyped } from './account.controller.js';
import {
  BeginTotpPage,
  RecoveryCodesPage,
  RemoveTotpPage,
  RenewCodesPage,
  ScanPage,
} from './totp.pages.js';

const ACCOUNT = '/console/account';

@Controller('console/account/totp')
@Access('officer')
export class TotpController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly passwords: PasswordService,
    private readonly totp: TotpService,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    if (context.officer.totpSecret) seeOther(reply, ACCOUNT);
    else if (context.officer.totpPending) sendPage(reply, await this.#scan(context, EMPTY_FORM));
    else sendPage(reply, <BeginTotpPage context={context} form={EMPTY_FORM} />);
  }

  @Post()
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    await this.door.submit(request, reply, {
      submit: async (body) => {
        await this.#confirmPassword(context, body);
        await this.totp.begin(context.officer);
      },
      next: `${ACCOUNT}/totp`,
      again: (form) => <BeginTotpPage context={context} form={form} />,
    });
  }

  @Post('confirm')
  async confirm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { officer, t } = context;
    await this.#showCodes(request, reply, {
      context,
      codes: (body) => {
        requireTyped(body, { code: t('请填写验证码', 'Enter the code') });
        return this.totp.confirm(officer, textOf(body, 'code'));
      },
      again: (form) => this.#scan(context, form),
    });
  }

  @Get('recovery-codes')
  renewForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const context = this.door.context(request, reply);
    if (!context.officer.totpSecret) seeOther(reply, ACCOUNT);
    else sendPage(reply, <RenewCodesPage context={context} form={EMPTY_FORM} />);
  }

  @Post('recovery-codes')
  async renew(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    await this.#showCodes(request, reply, {
      context,
      codes: async (body) => {
        await this.#confirmPassword(context, body);
        requireOn(context);
        return this.totp.renewRecoveryCodes(context.officer.id);
      },
      again: (form) => Promise.resolve(<RenewCodesPage context={context} form={form} />),
    });
  }

  @Get('remove')
  removeForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const context = this.door.context(request, reply);
    if (!context.officer.totpSecret) seeOther(reply, ACCOUNT);
    else sendPage(reply, <RemoveTotpPage context={context} form={EMPTY_FORM} />);
  }

  @Post('remove')
  async remove(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    await this.door.submit(request, reply, {
      submit: async (body) => {
        await this.#confirmPassword(context, body);
        await this.totp.remove(context.officer.id);
      },
      next: `${ACCOUNT}?done=totp`,
      again: (form) => <RemoveTotpPage context={context} form={form} />,
    });
  }

  async #confirmPassword({ officer, t }: ConsoleContext, body: FormBody): Promise<void> {
    requireTyped(body, { password: t('请填写密码', 'Enter your password') });
    await this.passwords.confirm(officer, asTyped(body, 'password'));
  }

  /** Codes are shown in the answer to the POST itself: they are kept nowhere to be shown from. */
  async #showCodes(
    request: FastifyRequest,
    reply: FastifyReply,
    showing: {
      context: ConsoleContext;
      codes: (body: FormBody) => Promise<string[]>;
      again: (form: FormState) => Promise<VNode>;
    },
  ): Promise<void> {
    const { context } = showing;
    const { body } = await readForm(request);
    try {
      const codes = await showing.codes(body);
      sendPage(reply, <RecoveryCodesPage context={context} codes={codes} />);
    } catch (error) {
      sendPage(reply, await showing.again(failedForm(body, error)), 422);
    }
  }

  async #scan(context: ConsoleContext, form: FormState): Promise<VNode> {
    const setup = this.totp.setup(context.officer);
    // Begun under a secret of ours that is no more: again from the start.
    if (!setup) return <BeginTotpPage context={context} form={form} />;
    const svg = await QRCode.toString(setup.uri, { type: 'svg', margin: 2 });
    const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    return <ScanPage context={context} form={form} picture={picture} secret={setup.secret} />;
  }
}

function requireOn({ officer }: ConsoleContext): void {
  if (officer.totpSecret) return;
  throw Problem.conflict('totp-off', '两步验证未启用。', 'Codes are not switched on.');
}

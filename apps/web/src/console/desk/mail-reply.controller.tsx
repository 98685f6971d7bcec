import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { HoldingPen, InboundQueries, type MailView, type Notice } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { EMPTY_FORM } from '../../views/forms.js';
import { textOf } from '../../views/read-form.js';
import { sendFile, sendPage } from '../../views/send-page.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';
import { MailReplyPage } from './mail-reply.page.js';

/** What came in by mail about one of the notice's copies. */
@Controller('console/notices/:noticeId/mail/:mailId')
export class MailReplyController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly queries: InboundQueries,
    private readonly pen: HoldingPen,
  ) {}

  @Get()
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async show(
    @Param('noticeId') noticeId: string,
    @Param('mailId') mailId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.#found(noticeId, mailId, request, reply);
    sendPage(reply, <MailReplyPage {...found} form={EMPTY_FORM} />);
  }

  @Get('files/:digest')
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async file(
    @Param('noticeId') noticeId: string,
    @Param('mailId') mailId: string,
    @Param('digest') digest: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { view } = await this.#found(noticeId, mailId, request, reply);
    const file = await this.queries.file(view.mail, digest);
    if (!file) throw Problem.notFound('该附件', 'The file');
    sendFile(reply, file);
  }

  @Post('handled')
  @Access('officer:land-office', 'officer:secretariat')
  async handled(
    @Param('noticeId') noticeId: string,
    @Param('mailId') mailId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.#found(noticeId, mailId, request, reply);
    const { context, notice, view } = found;
    this.door.requireManager(context.officer, notice);
    const { copyId } = view.mail;
    await this.door.submit(request, reply, {
      submit: (body) =>
        this.pen.handle(mailId, copyId ?? '', textOf(body, 'reason'), actorOf(context.officer)),
      next: `/console/notices/${noticeId}#copy-${copyId}`,
      again: (form) => <MailReplyPage {...found} form={form} />,
    });
  }

  async #found(
    noticeId: string,
    mailId: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<{ context: ConsoleContext; notice: Notice; view: MailView }> {
    const context = this.door.context(request, reply);
    const { notice } = await this.door.notice(context.officer, noticeId);
    const view = await this.queries.view(mailId);
    if (view?.mail.copy?.noticeId !== noticeId) throw Problem.notFound('该邮件', 'The mail');
    return { context, notice, view };
  }
}

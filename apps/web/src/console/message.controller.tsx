import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { MailComposer, type Message, NoticeQueries } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { sendFramed, sendFramingPage } from '../views/send-page.js';
import { ConsoleDoor } from './console-door.service.js';
import { MessagePage } from './message.page.js';

/** A notice's mails, as they were sent. */
@Controller('console/notices/:noticeId/messages/:messageId')
export class MessageController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly queries: NoticeQueries,
    private readonly composer: MailComposer,
  ) {}

  @Get()
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async show(
    @Param('noticeId') noticeId: string,
    @Param('messageId') messageId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const view = await this.door.notice(context.officer, noticeId);
    const message = await this.#message(noticeId, messageId);
    const mail = await this.composer.reconstruct(message);
    const page = { notice: view.notice, message, mail };
    sendFramingPage(reply, <MessagePage context={context} {...page} />);
  }

  @Get('html')
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async html(
    @Param('noticeId') noticeId: string,
    @Param('messageId') messageId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    await this.door.notice(officer, noticeId);
    const mail = await this.composer.reconstruct(await this.#message(noticeId, messageId));
    if (!mail) throw Problem.notFound('The mail');
    sendFramed(reply, mail.html);
  }

  async #message(noticeId: string, messageId: string): Promise<Message> {
    const message = await this.queries.message(noticeId, messageId);
    if (!message) throw Problem.notFound('The message');
    return message;
  }
}

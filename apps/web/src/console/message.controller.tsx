import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Message, NoticeQueries, SentMails } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { sendFramed, sendFramingPage } from '../views/send-page.js';
import { ConsoleDoor } from './console-door.service.js';
import { MessagePage, type ShownMail } from './message.page.js';

/** A notice's mails, as they were sent: what is kept, without the token of the link. */
@Controller('console/notices/:noticeId/messages/:messageId')
export class MessageController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly queries: NoticeQueries,
    private readonly mails: SentMails,
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
    const mail = await this.#mail(message);
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
    const mail = await this.#mail(await this.#message(noticeId, messageId));
    if (!mail) throw Problem.notFound('该邮件', 'The mail');
    sendFramed(reply, mail.html);
  }

  /** The mail as a file, for a mail program; the token of its link is hidden. */
  @Get('eml')
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async eml(
    @Param('noticeId') noticeId: string,
    @Param('messageId') messageId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    await this.door.notice(officer, noticeId);
    const { id } = await this.#message(noticeId, messageId);
    const mail = await this.mails.read(id);
    if (!mail) throw Problem.notFound('该邮件', 'The mail');
    void reply
      .type('message/rfc822')
      .header('content-disposition', `attachment; filename="${id}.eml"`)
      .send(mail.masked);
  }

  async #mail({ id }: Message): Promise<ShownMail | null> {
    const mail = await this.mails.read(id);
    if (!mail) return null;
    // Loaded when first needed: most processes never do, and it costs 32 MB.
    const { simpleParser } = await import('mailparser');
    const { subject = '', text = '', html, attachments } = await simpleParser(mail.masked);
    const files = attachments.map(({ filename = '', size }) => ({ filename, size }));
    return {
      digest: mail.digest,
      subject,
      text,
      html: typeof html === 'string' ? html : '',
      files,
    };
  }

  async #message(noticeId: string, messageId: string): Promise<Message> {
    const message = await this.queries.message(noticeId, messageId);
    if (!message) throw Problem.notFound('该邮件', 'The message');
    return message;
  }
}

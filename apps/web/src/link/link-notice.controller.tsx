import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { AttachmentService, LinkService, NoticeDocuments } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { sendFile, sendPage } from '../views/send-page.js';
import { fieldsOf } from './duty-fields.js';
import { LinkDoor } from './link-door.service.js';
import { NoticePage } from './notice.page.js';
import { ReceiptPage } from './receipt.page.js';

/** What a link shows. GET and HEAD change nothing: mail scanners open every link that they see. */
@Controller('l/:token')
export class LinkNoticeController {
  constructor(
    private readonly door: LinkDoor,
    private readonly links: LinkService,
    private readonly attachments: AttachmentService,
    private readonly documents: NoticeDocuments,
  ) {}

  @Get()
  @Access('link')
  async notice(
    @Param('token') token: string,
    @Query('print') print: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.door.open({ token, request, reply });
    if (!opened) return;
    // Beside the record, outside the chain: that a page was fetched proves nothing.
    await this.links.noteFetch(opened.link, request.headers['user-agent'] ?? '');
    sendPage(reply, <NoticePage {...opened.page} printing={print !== undefined} />);
  }

  @Get('files/:digest')
  @Access('link')
  async file(
    @Param('token') token: string,
    @Param('digest') digest: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.door.open({ token, request, reply });
    if (!opened) return;
    const { copy, replies } = opened.page.view;
    // An agency sees the notice's files and its own, not what other agencies answered with.
    const named = [...copy.notice.attachments, ...replies.flatMap((one) => one.attachments)].find(
      (one) => one.digest === digest,
    );
    const stored = named && (await this.attachments.readForNotice(copy.noticeId, digest));
    if (!named || !stored) throw Problem.notFound('该附件', 'This file');
    sendFile(reply, { ...stored, name: named.name });
  }

  /** The document of its form, as it is attached to the mail. */
  @Get('document')
  @Access('link')
  async document(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.door.open({ token, request, reply });
    if (!opened) return;
    const made = await this.documents.made(opened.page.view.copy.documentId);
    if (!made) throw Problem.notFound('该文件', 'This document');
    const { content, filename: name } = made;
    sendFile(reply, { content, mediaType: 'application/pdf', name });
  }

  @Get('receipts/:submissionId')
  @Access('link')
  async receipt(
    @Param('token') token: string,
    @Param('submissionId') submissionId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.door.open({ token, request, reply });
    if (!opened) return;
    const { page } = opened;
    const submission = page.view.submissions.find(({ id }) => id === submissionId);
    if (!submission) throw Problem.notFound('该回执', 'This receipt');
    const duty = page.view.duties.find((one) => one.duty.id === submission.dutyId);
    sendPage(
      reply,
      <ReceiptPage
        {...page}
        submission={submission}
        fields={duty ? fieldsOf(duty) : []}
        {...(duty && { discharge: duty.duty.rule.dischargedBy })}
      />,
    );
  }
}

import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { CaseFiles, NoticeDocuments } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { sendFile } from '../views/send-page.js';
import { ConsoleDoor } from './console-door.service.js';

const sendPdf = (reply: FastifyReply, file: { content: Buffer; filename: string }) =>
  sendFile(reply, { content: file.content, mediaType: 'application/pdf', name: file.filename });

/** Formal documents, for those who may see their notice. */
@Controller('console')
export class ConsoleDocumentsController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly documents: NoticeDocuments,
    private readonly caseFiles: CaseFiles,
  ) {}

  @Get('notices/:noticeId/documents/:fileId')
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async document(
    @Param('noticeId') noticeId: string,
    @Param('fileId') fileId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const { notice } = await this.door.notice(officer, noticeId);
    const file = await this.documents.read(fileId, notice.issuerId);
    if (!file) throw Problem.notFound('该文件', 'The document');
    sendPdf(reply, file);
  }

  @Get('notices/:noticeId/case-file')
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async caseFile(
    @Param('noticeId') noticeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const { notice } = await this.door.notice(officer, noticeId);
    sendPdf(reply, await this.caseFiles.of(notice.id));
  }

  /** It carries the copy's own link: for the officers of the office that serves it by hand. */
  @Get('copies/:copyId/paper')
  @Access('officer:land-office', 'officer:secretariat')
  async paper(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const { copy } = await this.door.copy(officer, copyId);
    this.door.requireManager(officer, copy.notice);
    sendPdf(reply, await this.documents.paper(copy));
  }

  @Get('copies/:copyId/receipt-of-service')
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async receipt(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const { copy } = await this.door.copy(officer, copyId);
    sendPdf(reply, await this.documents.receiptOfService(copy));
  }

  @Get('meetings/:meetingId/agenda.pdf')
  @Access('officer:secretariat', 'officer:auditor')
  async agenda(@Param('meetingId') meetingId: string, @Res() reply: FastifyReply): Promise<void> {
    sendPdf(reply, await this.caseFiles.agenda(meetingId));
  }

  @Get('meetings/:meetingId/minutes.pdf')
  @Access('officer:secretariat', 'officer:auditor')
  async minutes(@Param('meetingId') meetingId: string, @Res() reply: FastifyReply): Promise<void> {
    sendPdf(reply, await this.caseFiles.minutes(meetingId));
  }
}

import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  AttachmentService,
  certificatesOf,
  InboundQueries,
  IssueService,
  NoticeDocuments,
  NoticeQueries,
  StandingService,
  WithdrawalService,
} from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { requireTyped, textOf } from '../views/read-form.js';
import { seeOther, sendFile, sendPage } from '../views/send-page.js';
import { CertificatesPage } from './certificates.page.js';
import { actorOf, ConsoleDoor } from './console-door.service.js';
import { isDoneWithCopy } from './done-with-copy.js';
import { WithdrawPage } from './issuer.pages.js';
import { NoticePage } from './notice.page.js';

@Controller('console/notices/:noticeId')
export class NoticeController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly queries: NoticeQueries,
    private readonly standing: StandingService,
    private readonly issuing: IssueService,
    private readonly withdrawals: WithdrawalService,
    private readonly attachments: AttachmentService,
    private readonly documents: NoticeDocuments,
    private readonly inbound: InboundQueries,
  ) {}

  @Get()
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async show(
    @Param('noticeId') noticeId: string,
    @Query('done') done: string | undefined,
    @Query('copy') copyId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const view = await this.door.notice(context.officer, noticeId);
    const [timeline, messages, circumstances, silences, decisions, files, mails, fetched] =
      await Promise.all([
        this.queries.timeline(noticeId),
        this.queries.messages(noticeId),
        this.queries.circumstances(noticeId),
        this.queries.silences(noticeId),
        this.queries.decisions(noticeId),
        this.documents.listOf(noticeId),
        this.inbound.ofCopies(view.copies.map(({ copy }) => copy.id)),
        this.queries.pageFetches(noticeId),
      ]);
    const found = { timeline, messages, circumstances, silences, decisions, files };
    const records = { ...found, mails, fetched };
    const { source } = this.standing.rulebook;
    const just = isDoneWithCopy(done) ? { done, copyId } : null;
    sendPage(reply, <NoticePage {...{ context, view, records, source, just }} />);
  }

  @Get('deadlines')
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async deadlines(
    @Param('noticeId') noticeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const view = await this.door.notice(context.officer, noticeId);
    const certificates = certificatesOf(view, await this.standing.calendar());
    const { source } = this.standing.rulebook;
    const page = { view, certificates, source };
    sendPage(reply, <CertificatesPage context={context} {...page} />);
  }

  @Get('files/:digest')
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async file(
    @Param('noticeId') noticeId: string,
    @Param('digest') digest: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const { notice, copies } = await this.door.notice(officer, noticeId);
    const replies = copies.flatMap((copy) => copy.replies);
    const named = [...notice.attachments, ...replies.flatMap((one) => one.attachments)].find(
      (one) => one.digest === digest,
    );
    const stored = named && (await this.attachments.readForNotice(notice.id, digest));
    if (!named || !stored) throw Problem.notFound('该附件', 'The file');
    sendFile(reply, { ...stored, name: named.name });
  }

  @Post('approval')
  @Access('officer:land-office')
  async approve(
    @Param('noticeId') noticeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const { notice } = await this.door.notice(officer, noticeId);
    this.door.requireManager(officer, notice);
    await this.issuing.approve(noticeId, officer.agency, actorOf(officer));
    seeOther(reply, `/console/notices/${noticeId}`);
  }

  @Get('withdraw')
  @Access('officer:land-office', 'officer:secretariat')
  async withdrawForm(
    @Param('noticeId') noticeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const view = await this.door.notice(context.officer, noticeId);
    this.door.requireManager(context.officer, view.notice);
    sendPage(reply, <WithdrawPage context={context} view={view} />);
  }

  @Post('withdraw')
  @Access('officer:land-office', 'officer:secretariat')
  async withdraw(
    @Param('noticeId') noticeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { officer } = context;
    const view = await this.door.notice(officer, noticeId);
    this.door.requireManager(officer, view.notice);
    await this.door.submit(request, reply, {
      submit: (body) => {
        requireTyped(body, { reason: context.t('请写明撤回理由', 'State why it is withdrawn') });
        const reason = textOf(body, 'reason');
        return this.withdrawals.withdraw(noticeId, officer.agency, reason, actorOf(officer));
      },
      next: `/console/notices/${noticeId}`,
      again: (form) => <WithdrawPage context={context} view={view} form={form} />,
    });
  }
}

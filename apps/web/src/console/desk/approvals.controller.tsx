import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Agency } from '#agencies';
import {
  DraftService,
  type IssueRequest,
  IssueService,
  knownPlots,
  type Notice,
  OwedQueries,
  type Preview,
  samePerson,
  StandingService,
} from '#notices';
import { type FieldProblem, Problem } from '#platform';
import { kindOf } from '#rulebook';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Access } from '../../http/access.js';
import { EMPTY_FORM, type FormState } from '../../views/forms.js';
import { failedForm, readForm, textOf } from '../../views/read-form.js';
import { seeOther, sendPage } from '../../views/send-page.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';
import { ApprovalPage, ApprovalsPage } from './approvals.page.js';
import { typedOf } from './fact-form.js';

/** 审核: a second officer approves what a first one wrote, or sends it back. */
@Controller('console/approvals')
export class ApprovalsController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly owed: OwedQueries,
    private readonly drafts: DraftService,
    private readonly issuing: IssueService,
    private readonly standing: StandingService,
    private readonly database: DataSource,
  ) {}

  @Get()
  @Access('officer:land-office')
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { officer } = context;
    const notices = await this.owed.awaitingApproval(officer.agencyId);
    const marked = notices.map((notice) => ({ notice, own: isOwn(notice, context) }));
    const { kinds } = this.standing.rulebook;
    sendPage(reply, <ApprovalsPage context={context} notices={marked} kinds={kinds} />);
  }

  @Get(':noticeId')
  @Access('officer:land-office')
  async show(
    @Param('noticeId') noticeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { notice } = await this.door.notice(context.officer, noticeId);
    if (notice.state !== 'awaiting-approval') {
      seeOther(reply, `/console/notices/${noticeId}`);
      return;
    }
    await this.#sendApproval(context, notice, EMPTY_FORM, reply, 200);
  }

  @Post(':noticeId/send-back')
  @Access('officer:land-office')
  async sendBack(
    @Param('noticeId') noticeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { officer } = context;
    const { notice } = await this.door.notice(officer, noticeId);
    this.door.requireManager(officer, notice);
    const { body } = await readForm(request);
    try {
      const typed = typedOf(notice, kindOf(this.standing.rulebook, notice.kind));
      const reason = textOf(body, 'reason');
      await this.drafts.sendBack(noticeId, officer.agency, reason, actorOf(officer), typed);
      seeOther(reply, '/console/approvals');
    } catch (error) {
      if (error instanceof Problem && error.status !== 422) throw error;
      await this.#sendApproval(context, notice, failedForm(body, error), reply, 422);
    }
  }

  async #sendApproval(
    context: ConsoleContext,
    notice: Notice,
    form: FormState,
    reply: FastifyReply,
    status: number,
  ): Promise<void> {
    const { rulebook } = this.standing;
    const { officer } = context;
    const { kind, facts, town, attachments, leftOut, chosen, plotNumber } = notice;
    const request = {
      kind,
      facts,
      attachments,
      leaveOut: leftOut,
      choose: chosen,
      ...(town ? { town } : {}),
    };
    const plots = await knownPlots(
      this.database.manager,
      officer.agencyId,
      plotNumber === null ? [] : [plotNumber],
      notice.id,
    );
    const { preview, problems } = await this.#preview(request, officer.agency);
    sendPage(
      reply,
      <ApprovalPage
        context={context}
        notice={notice}
        own={isOwn(notice, context)}
        kind={kindOf(rulebook, kind)}
        rulebook={rulebook}
        request={request}
        preview={preview}
        knownPlot={plots.get(plotNumber ?? '') ?? null}
        form={{ ...form, problems: [...form.problems, ...problems] }}
      />,
      status,
    );
  }

  /** What the rules refuse by now, e.g. because the directory has changed, can still be sent back. */
  async #preview(
    request: IssueRequest,
    issuer: Agency,
  ): Promise<{ preview: Preview; problems: FieldProblem[] }> {
    try {
      return { preview: await this.issuing.preview(request, issuer), problems: [] };
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error;
      const preview = { recipients: [], missing: [], warnings: [], issuerDuties: [] };
      const problems = error.forForm.map((one) => ({ ...one, field: '' }));
      return { preview, problems };
    }
  }
}

const isOwn = ({ createdBy }: Notice, { officer }: ConsoleContext) =>
  samePerson(createdBy, actorOf(officer));

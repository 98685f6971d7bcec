import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { canonical, sha256Hex } from '#evidence';
import {
  type Draft,
  DraftService,
  IssueService,
  knownPlots,
  type Preview,
  StandingService,
} from '#notices';
import { Clock, type FieldProblem, Problem } from '#platform';
import type { Kind } from '#rulebook';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Access } from '../../http/access.js';
import { EMPTY_FORM, type FormState } from '../../views/forms.js';
import { readForm, textOf } from '../../views/read-form.js';
import { seeOther, sendFile, sendPage, sendUploadPage } from '../../views/send-page.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';
import { CheckPage } from './check.page.js';
import { ComposePage } from './compose.page.js';
import { ComposeStartPage, DeleteDraftPage } from './compose-start.page.js';
import { DraftIntake } from './draft-intake.service.js';
import { formProblems, requestOf } from './fact-form.js';
import { recipientKey } from './recipients.js';

/** Writing a notice: a draft from the first moment, checked as often as wanted, sent once. */
@Controller('console/compose')
export class ComposeController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly drafts: DraftService,
    private readonly intake: DraftIntake,
    private readonly issuing: IssueService,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('officer:land-office')
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.#sendStart(this.door.context(request, reply), EMPTY_FORM, reply, 200);
  }

  @Post()
  @Access('officer:land-office')
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { agency, name } = context.officer;
    const { body } = await readForm(request);
    const kind = this.#kindsOf(context).find(({ key }) => key === textOf(body, 'kind'));
    if (!kind) {
      const problem = { field: 'kind', problem: '请选择文书种类', en: 'Choose a kind' };
      await this.#sendStart(context, { values: {}, problems: [problem] }, reply, 422);
      return;
    }
    const typed = {
      contactName: name,
      contactPhone: agency.phone ?? '',
      areaUnit: 'm2',
      severity: 'ordinary',
    };
    const id = await this.drafts.create(agency.id, kind.key, typed, actorOf(context.officer));
    seeOther(reply, `/console/compose/${id}`);
  }

  @Get(':draftId')
  @Access('officer:land-office')
  async form(
    @Param('draftId') draftId: string,
    @Query('saved') saved: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.#open(draftId, request, reply);
    if (!opened) return;
    const { context, draft, kind } = opened;
    const form = { values: draft.typed, problems: [] };
    await this.#sendForm(context, draft, kind, form, reply, { saved: saved === '1', status: 200 });
  }

  /** Saves whatever was typed, right or not; `check` goes on where nothing is wrong. */
  @Post(':draftId')
  @Access('officer:land-office')
  async save(
    @Param('draftId') draftId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.#open(draftId, request, reply);
    if (!opened) return;
    const { context, kind } = opened;
    const read = await readForm(request);
    const { draft, problems } = await this.intake.save(opened.draft, read, context.officer);
    const at = `/console/compose/${draftId}`;
    const check = textOf(read.body, 'do') === 'check';
    // A refused file is said along with all else that is wrong.
    if (check) problems.push(...(await this.#check(draft, kind, context)).problems);
    if (problems.length === 0) {
      seeOther(reply, check ? `${at}/check` : `${at}?saved=1`);
      return;
    }
    const form = { values: draft.typed, problems };
    await this.#sendForm(context, draft, kind, form, reply, { saved: false, status: 422 });
  }

  @Get(':draftId/check')
  @Access('officer:land-office')
  async check(
    @Param('draftId') draftId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.#open(draftId, request, reply);
    if (!opened) return;
    const { context, draft, kind } = opened;
    await this.#sendCheck(context, draft, kind, reply);
  }

  @Post(':draftId/send')
  @Access('officer:land-office')
  async send(
    @Param('draftId') draftId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.#open(draftId, request, reply);
    if (!opened) return;
    const { context, draft, kind } = opened;
    const { officer } = context;
    const { body } = await readForm(request);
    const { request: wanted, problems } = await this.#request(draft, kind, context);
    // Somebody has changed the draft since it was read on the page: it is read again first.
    if (!wanted || problems.length > 0 || digestOf(wanted) !== textOf(body, 'digest')) {
      seeOther(reply, `/console/compose/${draftId}/check`);
      return;
    }
    const { noticeId } = await this.drafts.send(draft, wanted, officer.agency, actorOf(officer));
    seeOther(reply, `/console/notices/${noticeId}`);
  }

  @Get(':draftId/files/:digest')
  @Access('officer:land-office')
  async file(
    @Param('draftId') draftId: string,
    @Param('digest') digest: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const file = await this.drafts.file(await this.drafts.get(officer.agencyId, draftId), digest);
    if (!file) throw Problem.notFound('该附件', 'The file');
    sendFile(reply, file);
  }

  @Get(':draftId/delete')
  @Access('officer:land-office')
  async deleteForm(
    @Param('draftId') draftId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const draft = await this.drafts.get(context.officer.agencyId, draftId);
    sendPage(reply, <DeleteDraftPage context={context} draft={draft} />);
  }

  @Post(':draftId/delete')
  @Access('officer:land-office')
  async delete(
    @Param('draftId') draftId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    await this.drafts.remove(officer.agencyId, draftId);
    seeOther(reply, '/console/compose');
  }

  /** The draft with its kind; null where it was sent, and the reader is led to its notice. */
  async #open(
    draftId: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<{ context: ConsoleContext; draft: Draft; kind: Kind } | null> {
    const context = this.door.context(request, reply);
    const { agencyId } = context.officer;
    const noticeId = await this.drafts.noticeOf(agencyId, draftId);
    if (noticeId) {
      seeOther(reply, `/console/notices/${noticeId}`);
      return null;
    }
    const draft = await this.drafts.get(agencyId, draftId);
    const kind = this.#kindsOf(context).find(({ key }) => key === draft.kind);
    if (!kind) throw Problem.notFound('该种类', 'The kind');
    return { context, draft, kind };
  }

  #kindsOf({ officer: { agency } }: ConsoleContext): Kind[] {
    return this.standing.rulebook.kinds.filter(({ issuers }) =>
      issuers.some(({ level, role }) => level === agency.level && role === agency.role),
    );
  }

  async #request(draft: Draft, kind: Kind, { officer }: ConsoleContext) {
    const files = draft.attachments.map(({ digest, name }) => ({ digest, name }));
    const extent = await this.directory.extent();
    const around = { extent, now: this.clock.now() };
    return requestOf(draft.typed, files, kind, officer.agency, around);
  }

  async #check(
    draft: Draft,
    kind: Kind,
    context: ConsoleContext,
  ): Promise<{ problems: FieldProblem[]; preview?: Preview }> {
    const { request, problems } = await this.#request(draft, kind, context);
    if (!request) return { problems };
    try {
      return {
        problems: [],
        preview: await this.issuing.preview(request, context.officer.agency),
      };
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error;
      return { problems: formProblems(error, draft.typed, request.leaveOut.map(recipientKey)) };
    }
  }

  async #sendCheck(context: ConsoleContext, draft: Draft, kind: Kind, reply: FastifyReply) {
    const { request } = await this.#request(draft, kind, context);
    const { problems, preview } = await this.#check(draft, kind, context);
    if (!request || !preview) {
      const form = { values: draft.typed, problems };
      await this.#sendForm(context, draft, kind, form, reply, { saved: false, status: 422 });
      return;
    }
    const plot = request.facts.plotNumber;
    const plots = await knownPlots(
      this.database.manager,
      context.officer.agencyId,
      plot === undefined ? [] : [plot],
    );
    sendPage(
      reply,
      <CheckPage
        context={context}
        kind={kind}
        rulebook={this.standing.rulebook}
        request={request}
        preview={preview}
        knownPlot={plots.get(plot ?? '') ?? null}
        filesAt={`/console/compose/${draft.id}`}
        draftId={draft.id}
        digest={digestOf(request)}
      />,
    );
  }

  async #sendStart(context: ConsoleContext, form: FormState, reply: FastifyReply, status: number) {
    const drafts = await this.drafts.list(context.officer.agencyId);
    const kinds = this.#kindsOf(context);
    const chosen = { ...form, values: { kind: kinds[0]?.key ?? '', ...form.values } };
    sendPage(
      reply,
      <ComposeStartPage context={context} kinds={kinds} drafts={drafts} form={chosen} />,
      status,
    );
  }

  async #sendForm(
    context: ConsoleContext,
    draft: Draft,
    kind: Kind,
    form: FormState,
    reply: FastifyReply,
    { saved, status }: { saved: boolean; status: number },
  ): Promise<void> {
    const [regions, extent] = await Promise.all([
      this.directory.regions(),
      this.directory.extent(),
    ]);
    const { rulebook } = this.standing;
    sendUploadPage(
      reply,
      <ComposePage {...{ context, draft, kind, rulebook, regions, extent, form, saved }} />,
      status,
    );
  }
}

/** What was read on the page of the check is what is sent. */
const digestOf = (request: object) => sha256Hex(canonical(request));

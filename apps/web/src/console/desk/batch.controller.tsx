import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { type BatchRowState, BatchService, StandingService } from '#notices';
import { Clock, Problem } from '#platform';
import type { Kind } from '#rulebook';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { EMPTY_FORM, type FormState } from '../../views/forms.js';
import { failedForm, type FormBody, readForm, textOf } from '../../views/read-form.js';
import { seeOther, sendPage, sendUploadPage } from '../../views/send-page.js';
import { sendXlsx } from '../../views/spreadsheet.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';
import { headerOfPath, readRows } from './batch-sheet.js';
import { faultsOf, templateOf } from './batch-template.js';
import { readWorkbook } from './batch-workbook.js';
import { BatchPage } from './batch.page.js';
import { BatchStartPage } from './batch-start.page.js';

/** Rows that a page shows; the rest is in the workbook. */
const SHOWN = 100;
const FAULTY: BatchRowState[] = ['faulty', 'failed'];
const MANY = 10_000;

/** A spreadsheet of a satellite inspection: checked first, then sent row by row by the worker. */
@Controller('console/batch')
export class BatchController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly batches: BatchService,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('officer:land-office')
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.#sendStart(this.door.context(request, reply), EMPTY_FORM, reply, 200);
  }

  @Get('template.xlsx')
  @Access('officer:land-office')
  async template(
    @Query('kind') key: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const kind = this.#kind(context, key);
    const regions = await this.directory.regions();
    const name = `批量导入模板-${kind.name.zh}.xlsx`;
    await sendXlsx(reply, name, templateOf(kind, context.officer.agency, regions));
  }

  @Post()
  @Access('officer:land-office')
  async upload(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { agency } = context.officer;
    let body: FormBody = {};
    try {
      const read = await readForm(request);
      ({ body } = read);
      const [file] = read.files;
      if (!file) throw Problem.field('sheet', '请选择要上传的表格', 'Choose a spreadsheet');
      const kind = this.#kind(context, textOf(body, 'kind') || undefined);
      const cells = await readWorkbook(file.bytes);
      const [regions, extent] = await Promise.all([
        this.directory.regions(),
        this.directory.extent(),
      ]);
      const sheet = await readRows(cells, kind, agency, { regions, extent, now: this.clock.now() });
      const id = await this.batches.check(
        agency,
        { kind: kind.key, fileName: file.name.slice(0, 200), ...sheet },
        headerOfPath(agency),
        actorOf(context.officer),
      );
      seeOther(reply, `/console/batch/${id}`);
    } catch (error) {
      await this.#sendStart(context, failedForm(body, error), reply, 422);
    }
  }

  @Get(':batchId')
  @Access('officer:land-office')
  async show(
    @Param('batchId') batchId: string,
    @Query('after') after: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const line = Math.max(0, Math.trunc(Number(after)) || 0);
    await this.#sendBatch(this.door.context(request, reply), batchId, line, EMPTY_FORM, reply);
  }

  @Get(':batchId/faults.xlsx')
  @Access('officer:land-office')
  async faults(
    @Param('batchId') batchId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { agency } = context.officer;
    const { batch } = await this.batches.get(agency.id, batchId);
    const [rows, regions] = await Promise.all([
      this.batches.rows(batchId, FAULTY, 0, MANY),
      this.directory.regions(),
    ]);
    const kind = this.#kind(context, batch.kind);
    const sheets = faultsOf(batch.headers, rows, kind, agency, regions);
    await sendXlsx(reply, `需要更正-${batch.fileName}`, sheets);
  }

  @Post(':batchId/send')
  @Access('officer:land-office')
  async send(
    @Param('batchId') batchId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { officer } = context;
    const { body } = await readForm(request);
    const also = textOf(body, 'alsoKnownPlots') === '1';
    try {
      await this.batches.confirm(officer.agencyId, batchId, also, actorOf(officer));
      seeOther(reply, `/console/batch/${batchId}`);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error;
      await this.#sendBatch(context, batchId, 0, failedForm(body, error), reply);
    }
  }

  /** @throws Problem 404 where the agency issues nothing, or not this */
  #kind(context: ConsoleContext, key: string | undefined): Kind {
    const kinds = this.#kinds(context);
    const kind = key === undefined ? kinds[0] : kinds.find((one) => one.key === key);
    if (!kind) throw Problem.notFound('该种类', 'The kind');
    return kind;
  }

  #kinds({ officer: { agency } }: ConsoleContext): Kind[] {
    return this.standing.rulebook.kinds.filter(
      ({ issuers, recipients }) =>
        issuers.some(({ level, role }) => level === agency.level && role === agency.role) &&
        // A sheet has no column in which to choose recipients.
        recipients.some(({ optional }) => !optional),
    );
  }

  async #sendBatch(
    context: ConsoleContext,
    batchId: string,
    after: number,
    form: FormState,
    reply: FastifyReply,
  ): Promise<void> {
    const { batch, counts } = await this.batches.get(context.officer.agencyId, batchId);
    const [faulty, rows] = await Promise.all([
      counts.faulty + counts.failed > 0 ? this.batches.rows(batchId, FAULTY, 0, SHOWN) : [],
      this.batches.rows(batchId, null, after, SHOWN + 1),
    ]);
    // Without a script: the browser asks again every two seconds until all is sent.
    if (counts.waiting > 0) void reply.header('refresh', '2');
    const page = { batch, counts, faulty, rows: rows.slice(0, SHOWN), form };
    const next = rows.length > SHOWN ? (page.rows.at(-1)?.row.line ?? null) : null;
    const status = form.problems.length > 0 ? 422 : 200;
    sendPage(reply, <BatchPage context={context} {...page} next={next} />, status);
  }

  async #sendStart(context: ConsoleContext, form: FormState, reply: FastifyReply, status: number) {
    const batches = await this.batches.list(context.officer.agencyId);
    const kinds = this.#kinds(context);
    sendUploadPage(
      reply,
      <BatchStartPage context={context} kinds={kinds} batches={batches} form={form} />,
      status,
    );
  }
}

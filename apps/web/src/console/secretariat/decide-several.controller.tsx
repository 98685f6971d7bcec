import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import {
  BULK_KINDS,
  BulkDecisionService,
  type BulkTarget,
  type Candidate,
  MeetingQueries,
  NoticeQueries,
} from '#notices';
import { newId, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import type { FormState } from '../../views/forms.js';
import { type FormBody, listOf, readForm, textOf } from '../../views/read-form.js';
import { sendPage } from '../../views/send-page.js';
import { ConsoleDoor, formWith } from '../console-door.service.js';
import { DecidedPage, DecideSeveralPage, targetOf } from './decide-several.page.js';

/**
 * One decision on several notices. A list posts what was ticked (`copy`, repeated, and `kind`, one of
 * `supervise`, `extend`, `excuse`, `agenda`) to /console/decisions, which writes nothing and asks.
 */
@Controller('console/decisions')
export class DecideSeveralController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly bulk: BulkDecisionService,
    private readonly queries: NoticeQueries,
    private readonly meetings: MeetingQueries,
  ) {}

  @Post()
  @Access('officer:secretariat')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { body } = await readForm(request);
    const page = await this.#page(body, request, reply);
    sendPage(reply, page(formWith({ target: page.suggested })));
  }

  @Post('confirmed')
  @Access('officer:secretariat')
  async decide(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { body } = await readForm(request);
    const { officer } = this.door.context(request, reply);
    const page = await this.#page(body, request, reply);
    const days = textOf(body, 'workingDays');
    await this.door.form(request, reply, {
      page,
      submit: async () => {
        await this.bulk.decide(page.batchId, targetsOf(body), officer, {
          kind: kindOf(body),
          reason: textOf(body, 'reason'),
          documentNumber: textOf(body, 'documentNumber'),
          workingDays: days === '' ? undefined : Number(days),
          dueOn: textOf(body, 'dueOn') || undefined,
          meetingId: textOf(body, 'meetingId') || undefined,
        });
      },
      next: `/console/decisions/${page.batchId}`,
    });
  }

  @Get(':batchId')
  @Access('officer:secretariat', 'officer:auditor')
  async result(
    @Param('batchId') batchId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const batch = await this.bulk.batch(batchId);
    if (!batch) throw Problem.notFound('这些决定', 'The decisions');
    const copies = await this.queries.copiesById(batch.results.map(({ copyId }) => copyId));
    sendPage(reply, <DecidedPage context={context} batch={batch} copies={copies} />);
  }

  async #page(body: FormBody, request: FastifyRequest, reply: FastifyReply) {
    const context = this.door.context(request, reply);
    const kind = kindOf(body);
    const batchId = textOf(body, 'batch') || newId();
    const [candidates, meetings] = await Promise.all([
      this.bulk.candidates(kind, listOf(body, 'copy')),
      this.meetings.planned(),
    ]);
    const page = (form: FormState) => (
      <DecideSeveralPage {...{ context, kind, batchId, candidates, meetings, form }} />
    );
    return Object.assign(page, { batchId, suggested: suggested(candidates) });
  }
}

function kindOf(body: FormBody) {
  const kind = BULK_KINDS.find((one) => one === textOf(body, 'kind'));
  if (!kind) throw Problem.field('kind', '请选择一种决定', 'Choose a decision');
  return kind;
}

/** What is overdue; where nothing of a copy is, all of it that runs. */
function suggested(candidates: Candidate[]): string {
  const overdue = ({ duty }: Candidate) =>
    duty === null || duty.status === 'overdue' || duty.status === 'silent';
  return candidates
    .filter(({ refusal }) => refusal === null)
    .filter(
      (one) =>
        overdue(one) || !candidates.some((other) => other.copyId === one.copyId && overdue(other)),
    )
    .map(targetOf)
    .join('\n');
}

function targetsOf(body: FormBody): BulkTarget[] {
  return listOf(body, 'target').flatMap((target) => {
    const [copyId, dutyId] = target.split(':');
    return copyId ? [{ copyId, dutyId: dutyId ?? null }] : [];
  });
}

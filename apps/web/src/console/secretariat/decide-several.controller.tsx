import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { localDateOf } from '#calendar';
import {
  BULK_KINDS,
  BulkDecisionService,
  type BulkTarget,
  type Candidate,
  type DutyView,
  MeetingQueries,
  NoticeQueries,
  StandingService,
  workingDaysToReach,
} from '#notices';
import { Clock, newId, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { withQuery } from '../../views/context.js';
import type { FormState } from '../../views/forms.js';
import { type FormBody, listOf, readForm, textOf } from '../../views/read-form.js';
import { sendPage } from '../../views/send-page.js';
import { ConsoleDoor, formWith } from '../console-door.service.js';
import { DecidedPage, DecideSeveralPage, targetOf } from './decide-several.page.js';

/**
 * One decision on several notices. A list opens /console/decisions with what was ticked (`copy`, repeated,
 * and `kind`, one of `supervise`, `extend`, `excuse`, `agenda`), which writes nothing and asks. Its address
 * holds the `batch` too, so that who comes back to it does not decide twice; and the filter of the `list`.
 */
@Controller('console/decisions')
export class DecideSeveralController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly bulk: BulkDecisionService,
    private readonly queries: NoticeQueries,
    private readonly meetings: MeetingQueries,
    private readonly standing: StandingService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('officer:secretariat')
  async ask(
    @Query() asked: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const batchId = textOf(asked, 'batch');
    if (batchId === '') {
      await reply.redirect(withQuery(request.url, 'batch', newId()), 303);
      return;
    }
    if (await this.bulk.batch(batchId)) {
      await reply.redirect(resultOf(batchId, asked), 303);
      return;
    }
    const page = await this.#page(asked, request, reply);
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
      next: resultOf(page.batchId, body),
    });
  }

  @Get(':batchId')
  @Access('officer:secretariat', 'officer:auditor')
  async result(
    @Param('batchId') batchId: string,
    @Query() asked: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const batch = await this.bulk.batch(batchId);
    if (!batch) throw Problem.notFound('这些决定', 'The decisions');
    const copies = await this.queries.copiesById(batch.results.map(({ copyId }) => copyId));
    sendPage(reply, <DecidedPage {...{ context, batch, copies, list: listOfAsked(asked) }} />);
  }

  async #page(body: FormBody, request: FastifyRequest, reply: FastifyReply) {
    const context = this.door.context(request, reply);
    const kind = kindOf(body);
    const batchId = textOf(body, 'batch') || newId();
    const list = listOfAsked(body);
    const [candidates, meetings, calendar] = await Promise.all([
      this.bulk.candidates(kind, listOf(body, 'copy')),
      this.meetings.planned(),
      this.standing.calendar(),
    ]);
    const today = localDateOf(this.clock.now());
    const toReachToday = (duty: DutyView) => workingDaysToReach(today, duty.duty.dueOn, calendar);
    const page = (form: FormState) => (
      <DecideSeveralPage
        {...{ context, kind, batchId, list, candidates, meetings, toReachToday, form }}
      />
    );
    return Object.assign(page, { batchId, suggested: suggested(candidates) });
  }
}

function kindOf(body: FormBody) {
  const kind = BULK_KINDS.find((one) => one === textOf(body, 'kind'));
  if (!kind) throw Problem.field('kind', '请选择一种决定', 'Choose a decision');
  return kind;
}

/** The filter of the list from which it was opened, as a query. */
const listOfAsked = (asked: FormBody): string =>
  new URLSearchParams(textOf(asked, 'list')).toString();

const resultOf = (batchId: string, asked: FormBody): string =>
  withQuery(`/console/decisions/${batchId}`, 'list', listOfAsked(asked) || null);

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

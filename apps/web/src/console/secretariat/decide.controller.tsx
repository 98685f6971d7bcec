import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Agency, DirectoryService } from '#agencies';
import {
  type CopyView,
  type DecisionKind,
  DecisionService,
  DUTY_DECISIONS,
  MeetingQueries,
  NoticeQueries,
  StandingService,
  TransferService,
  workingDaysToReach,
} from '#notices';
import { localDateOf } from '#calendar';
import { Clock } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { type FormBody, textOf } from '../../views/read-form.js';
import { ConsoleDoor, formWith } from '../console-door.service.js';
import { sheetOf } from '../done-with-copy.js';
import { DecidePage } from './decide.page.js';

/** The secretariat decides on one copy. */
@Controller('console/copies/:copyId/decide')
export class DecideController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly decisions: DecisionService,
    private readonly queries: NoticeQueries,
    private readonly meetings: MeetingQueries,
    private readonly transfers: TransferService,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('officer:secretariat')
  show(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#decide(copyId, request, reply);
  }

  @Post()
  @Access('officer:secretariat')
  decide(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#decide(copyId, request, reply);
  }

  async #decide(copyId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const view = await this.door.copy(context.officer, copyId);
    const [meetings, others] = await Promise.all([this.meetings.planned(), this.#others(view)]);
    const organs = this.transfers.organs();
    const toReachToday = await this.#toReachToday(view);
    const { duty: dutyId, kind } = request.query as Record<string, string | undefined>;
    await this.door.form(request, reply, {
      begin: formWith({ dutyId, kind }),
      page: (form) => (
        <DecidePage {...{ context, view, form, others, meetings, organs, toReachToday }} />
      ),
      submit: (body) => this.decisions.decide(copyId, context.officer, decisionOf(body)),
      next: sheetOf(view.copy),
    });
  }

  async #toReachToday({ duties }: CopyView): Promise<Map<string, number>> {
    const today = localDateOf(this.clock.now());
    const calendar = await this.standing.calendar();
    return new Map(
      duties.map(({ duty }) => [duty.id, workingDaysToReach(today, duty.dueOn, calendar)]),
    );
  }

  /** Of the town and of the city, without those that have a copy. */
  async #others({ copy }: CopyView): Promise<Agency[]> {
    if (copy.remit !== 'claimed-outside') return [];
    const [agencies, notice] = await Promise.all([
      this.directory.all(),
      this.queries.view(copy.noticeId),
    ]);
    const served = new Set(notice?.copies.map((one) => one.copy.agencyId));
    const { town, issuerId } = copy.notice;
    return agencies.filter(
      ({ id, town: of, level, role }) =>
        id !== issuerId &&
        role !== 'secretariat' &&
        !served.has(id) &&
        (level === 'city' || (level === 'town' && (town === null || of === town))),
    );
  }
}

/** Only what its kind asks for goes on record. */
function decisionOf(body: FormBody) {
  // Without one, the service says so along with all else that is missing.
  const kind = textOf(body, 'kind') as DecisionKind;
  const days = textOf(body, 'workingDays');
  const typed = (name: string, wanted: boolean) => (wanted && textOf(body, name)) || undefined;
  return {
    kind,
    reason: textOf(body, 'reason'),
    documentNumber: textOf(body, 'documentNumber'),
    dutyId: typed('dutyId', DUTY_DECISIONS.includes(kind)),
    workingDays: kind === 'extend' && days !== '' ? Number(days) : undefined,
    dueOn: typed('dueOn', kind === 'supervise'),
    agencyCode: typed('agencyCode', kind === 'name-agency'),
    meetingId: typed('meetingId', kind === 'agenda'),
    organ: typed('organ', kind === 'transfer'),
  };
}

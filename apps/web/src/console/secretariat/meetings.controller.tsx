import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { MEETING_KINDS, MeetingQueries, MeetingService } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { type FormBody, textOf } from '../../views/read-form.js';
import { sendPage } from '../../views/send-page.js';
import { sendXlsx } from '../../views/spreadsheet.js';
import { actorOf, ConsoleDoor, formWith } from '../console-door.service.js';
import { MeetingDoor } from './meeting-door.service.js';
import { MeetingPackPage, packSheets } from './meeting-pack.js';
import { CancelMeetingPage } from './meeting-form.js';
import { MeetingPage } from './meeting.page.js';
import { meetingTitle } from './meeting-words.js';
import { MeetingFormPage, MeetingsPage } from './meetings.page.js';

const PAGE_SIZE = 30;

/** 联席会议: the list, convening one, and one with all that belongs to it. */
@Controller('console/meetings')
export class MeetingsController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly meetingDoor: MeetingDoor,
    private readonly meetings: MeetingService,
    private readonly queries: MeetingQueries,
  ) {}

  @Get()
  @Access('officer:secretariat', 'officer:auditor')
  async list(
    @Query('cursor') cursor: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const [{ items, next }, waiting] = await Promise.all([
      this.queries.list(cursor ?? null, PAGE_SIZE),
      this.queries.waiting(),
    ]);
    sendPage(reply, <MeetingsPage {...{ context, items, next, waiting }} />);
  }

  @Get('new')
  @Access('officer:secretariat')
  showConvene(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#convene(request, reply);
  }

  @Post('new')
  @Access('officer:secretariat')
  convene(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#convene(request, reply);
  }

  @Get(':meetingId')
  @Access('officer:secretariat', 'officer:auditor')
  async show(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply);
    sendPage(reply, <MeetingPage context={context} view={view} />);
  }

  @Get(':meetingId/pack')
  @Access('officer:secretariat', 'officer:auditor')
  async pack(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply);
    sendPage(reply, <MeetingPackPage context={context} view={view} />);
  }

  @Get(':meetingId/pack.xlsx')
  @Access('officer:secretariat', 'officer:auditor')
  async workbook(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply);
    await sendXlsx(reply, `${meetingTitle(view.meeting, context)}.xlsx`, packSheets(view, context));
  }

  @Get(':meetingId/change')
  @Access('officer:secretariat')
  showChange(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#change(meetingId, request, reply);
  }

  @Post(':meetingId/change')
  @Access('officer:secretariat')
  change(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#change(meetingId, request, reply);
  }

  @Get(':meetingId/cancellation')
  @Access('officer:secretariat')
  showCancel(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#cancel(meetingId, request, reply);
  }

  @Post(':meetingId/cancellation')
  @Access('officer:secretariat')
  cancel(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#cancel(meetingId, request, reply);
  }

  async #convene(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    await this.door.form(request, reply, {
      begin: formWith({ kind: 'regular', startsAt: '09:00' }),
      page: (form) => <MeetingFormPage context={context} meeting={null} form={form} />,
      submit: (body) => this.meetings.convene(meetingOf(body), actorOf(context.officer)),
      next: (id) => `/console/meetings/${id}/agenda`,
    });
  }

  async #change(meetingId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply, 'change');
    const { kind, cause, heldOn, startsAt, place, chair } = view.meeting;
    await this.door.form(request, reply, {
      begin: formWith({ kind, cause: cause ?? '', heldOn, startsAt, place, chair }),
      page: (form) => <MeetingFormPage context={context} meeting={view.meeting} form={form} />,
      submit: (body) => this.meetings.change(meetingId, meetingOf(body), actorOf(context.officer)),
      next: `/console/meetings/${meetingId}`,
    });
  }

  async #cancel(meetingId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply, 'cancel');
    await this.door.form(request, reply, {
      page: (form) => <CancelMeetingPage context={context} view={view} form={form} />,
      submit: (body) =>
        this.meetings.cancel(meetingId, textOf(body, 'reason'), actorOf(context.officer)),
      next: `/console/meetings/${meetingId}`,
    });
  }
}

/** A kind that is none of ours is refused with the other problems of the form. */
function meetingOf(body: FormBody) {
  const kind = MEETING_KINDS.find((one) => one === textOf(body, 'kind'));
  return {
    kind: kind ?? ('' as 'regular'),
    cause: textOf(body, 'cause'),
    heldOn: textOf(body, 'heldOn'),
    startsAt: textOf(body, 'startsAt'),
    place: textOf(body, 'place'),
    chair: textOf(body, 'chair'),
  };
}

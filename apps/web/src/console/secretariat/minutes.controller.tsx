import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { MeetingService, ResolutionService } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { listOf, textOf } from '../../views/read-form.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';
import { itemOf, MeetingDoor } from './meeting-door.service.js';
import {
  AssignmentPage,
  CorrectionPage,
  formOfResolution,
  HeldPage,
  ResolutionPage,
  SignPage,
} from './minutes.pages.js';

/** What follows once a meeting was held: resolutions, minutes, assignments, corrections. */
@Controller('console/meetings/:meetingId')
export class MinutesController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly meetingDoor: MeetingDoor,
    private readonly meetings: MeetingService,
    private readonly resolutions: ResolutionService,
  ) {}

  @Get('held')
  @Access('officer:secretariat')
  showHold(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#hold(meetingId, request, reply);
  }

  @Post('held')
  @Access('officer:secretariat')
  hold(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#hold(meetingId, request, reply);
  }

  @Get('items/:itemId/resolution')
  @Access('officer:secretariat')
  showResolution(
    @Param('meetingId') meetingId: string,
    @Param('itemId') itemId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#resolve(meetingId, itemId, request, reply);
  }

  @Post('items/:itemId/resolution')
  @Access('officer:secretariat')
  resolve(
    @Param('meetingId') meetingId: string,
    @Param('itemId') itemId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#resolve(meetingId, itemId, request, reply);
  }

  @Get('minutes')
  @Access('officer:secretariat')
  showMinutes(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#sign(meetingId, request, reply);
  }

  @Post('minutes')
  @Access('officer:secretariat')
  sign(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#sign(meetingId, request, reply);
  }

  @Get('correction')
  @Access('officer:secretariat')
  showCorrection(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#correct(meetingId, request, reply);
  }

  @Post('correction')
  @Access('officer:secretariat')
  correct(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#correct(meetingId, request, reply);
  }

  @Get('items/:itemId/assignment')
  @Access('officer:secretariat')
  showAssignment(
    @Param('meetingId') meetingId: string,
    @Param('itemId') itemId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#assign(meetingId, itemId, request, reply);
  }

  @Post('items/:itemId/assignment')
  @Access('officer:secretariat')
  assign(
    @Param('meetingId') meetingId: string,
    @Param('itemId') itemId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#assign(meetingId, itemId, request, reply);
  }

  async #hold(meetingId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply, 'hold');
    await this.door.form(request, reply, {
      page: (form) => <HeldPage context={context} view={view} form={form} />,
      submit: (body) =>
        this.meetings.hold(meetingId, textOf(body, 'attendees'), actorOf(context.officer)),
      next: `/console/meetings/${meetingId}`,
    });
  }

  async #resolve(
    meetingId: string,
    itemId: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply, 'resolve');
    const item = itemOf(view, itemId);
    const agencies = await this.resolutions.assignable();
    await this.door.form(request, reply, {
      begin: formOfResolution(item),
      page: (form) => <ResolutionPage {...{ context, view, item, agencies, form }} />,
      submit: (body) =>
        this.resolutions.resolve(
          meetingId,
          itemId,
          {
            text: textOf(body, 'text'),
            task: textOf(body, 'task'),
            agencyCodes: listOf(body, 'agencyCodes'),
            dueOn: textOf(body, 'dueOn'),
          },
          actorOf(context.officer),
        ),
      next: `/console/meetings/${meetingId}#item-${itemId}`,
    });
  }

  async #sign(meetingId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply, 'sign');
    await this.door.form(request, reply, {
      page: (form) => <SignPage context={context} view={view} form={form} />,
      submit: (body) => {
        const signed = {
          minutesNumber: textOf(body, 'minutesNumber'),
          signedBy: textOf(body, 'signedBy'),
        };
        return this.meetings.sign(meetingId, signed, actorOf(context.officer));
      },
      next: `/console/meetings/${meetingId}`,
    });
  }

  async #correct(meetingId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply, 'correct');
    await this.door.form(request, reply, {
      page: (form) => <CorrectionPage context={context} view={view} form={form} />,
      submit: (body) => {
        const correction = {
          agendaItemId: textOf(body, 'agendaItemId') || null,
          text: textOf(body, 'text'),
          documentNumber: textOf(body, 'documentNumber'),
        };
        return this.meetings.correct(meetingId, correction, context.officer);
      },
      next: `/console/meetings/${meetingId}`,
    });
  }

  async #assign(
    meetingId: string,
    itemId: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply, 'assign');
    const item = itemOf(view, itemId);
    const { resolution } = item;
    if (!resolution) throw Problem.notFound('该决议', 'The resolution');
    const preview = await this.resolutions.preview(resolution.id, context.officer);
    await this.door.form(request, reply, {
      page: (form) => <AssignmentPage {...{ context, view, item, preview, form }} />,
      submit: () => this.resolutions.assign(resolution.id, context.officer),
      next: `/console/meetings/${meetingId}#item-${itemId}`,
    });
  }
}

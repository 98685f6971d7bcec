import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { AgendaService, MeetingQueries } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { type FormBody, listOf, readForm, textOf } from '../../views/read-form.js';
import { seeOther } from '../../views/send-page.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';
import { AgendaPage } from './agenda.page.js';
import { MeetingDoor } from './meeting-door.service.js';

/** The agenda of a meeting: proposed, ticked, ordered, added to. */
@Controller('console/meetings/:meetingId')
export class AgendaController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly meetingDoor: MeetingDoor,
    private readonly agenda: AgendaService,
    private readonly queries: MeetingQueries,
  ) {}

  @Get('agenda')
  @Access('officer:secretariat')
  show(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#agenda(meetingId, request, reply);
  }

  @Post('agenda')
  @Access('officer:secretariat')
  add(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#agenda(meetingId, request, reply);
  }

  @Post('order')
  @Access('officer:secretariat')
  async order(
    @Param('meetingId') meetingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context } = await this.meetingDoor.open(meetingId, request, reply, 'agenda');
    const { body } = await readForm(request);
    await this.agenda.reorder(meetingId, orderOf(body), actorOf(context.officer));
    seeOther(reply, `/console/meetings/${meetingId}/agenda`);
  }

  @Post('items/:itemId/removal')
  @Access('officer:secretariat')
  async remove(
    @Param('meetingId') meetingId: string,
    @Param('itemId') itemId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context } = await this.meetingDoor.open(meetingId, request, reply, 'agenda');
    await this.agenda.remove(meetingId, itemId, actorOf(context.officer));
    seeOther(reply, `/console/meetings/${meetingId}/agenda`);
  }

  async #agenda(meetingId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { context, view } = await this.meetingDoor.open(meetingId, request, reply, 'agenda');
    const proposals = await this.queries.proposals(view.meeting, view.agenda);
    await this.door.form(request, reply, {
      page: (form) => <AgendaPage {...{ context, view, proposals, form }} />,
      submit: (body) => {
        const titles = textOf(body, 'titles').split('\n');
        const chosen = {
          copyIds: listOf(body, 'copy').filter(Boolean),
          itemIds: listOf(body, 'item'),
          titles: titles.map((title) => title.trim()).filter(Boolean),
        };
        return this.agenda.addTo(meetingId, chosen, actorOf(context.officer));
      },
      next: `/console/meetings/${meetingId}/agenda`,
    });
  }
}

/** `position-<item>` → number; what is no number keeps its place. */
function orderOf(body: FormBody): Map<string, number> {
  return new Map(
    Object.keys(body).flatMap((name): [string, number][] => {
      const id = /^position-(.+)$/.exec(name)?.[1];
      const position = Number.parseFloat(textOf(body, name));
      return id && Number.isFinite(position) ? [[id, position]] : [];
    }),
  );
}

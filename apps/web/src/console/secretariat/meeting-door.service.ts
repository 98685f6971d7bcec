import { Injectable } from '@nestjs/common';
import { type AgendaView, mayDo, MeetingQueries, type MeetingView } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConsoleDoor } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';

export interface OpenMeeting {
  context: ConsoleContext;
  view: MeetingView;
}

/** Opens a meeting for a page. */
@Injectable()
export class MeetingDoor {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly queries: MeetingQueries,
  ) {}

  /** @throws Problem 404, 409 where its state no longer allows what the page is for */
  async open(
    meetingId: string,
    request: FastifyRequest,
    reply: FastifyReply,
    verb?: Parameters<typeof mayDo>[0],
  ): Promise<OpenMeeting> {
    const context = this.door.context(request, reply);
    const view = await this.queries.view(meetingId);
    if (!view) throw Problem.notFound('该次会议', 'The meeting');
    if (verb && !mayDo(verb, view.meeting.state)) {
      throw Problem.conflict(
        'meeting-state',
        '会议的状态不允许此操作；已签发的纪要只能追加更正。',
        'The state of the meeting does not allow this; signed minutes can only be corrected.',
      );
    }
    return { context, view };
  }
}

export function itemOf({ agenda }: MeetingView, itemId: string): AgendaView {
  const found = agenda.find(({ item }) => item.id === itemId);
  if (!found) throw Problem.notFound('该议题', 'The item');
  return found;
}

import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ReminderService } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { seeOther } from '../../views/send-page.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';

/** 催办 by hand, once a day. */
@Controller('console/copies/:copyId/reminder')
export class ReminderController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly reminders: ReminderService,
  ) {}

  @Post()
  @Access('officer:land-office', 'officer:secretariat')
  async remind(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const { copy } = await this.door.copy(officer, copyId);
    this.door.requireManager(officer, copy.notice);
    await this.reminders.remind(copyId, officer.agency, actorOf(officer));
    seeOther(reply, `/console/notices/${copy.noticeId}#copy-${copyId}`);
  }
}

import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ResendService } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { seeOther } from '../../views/send-page.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';

/** A copy that no mail reached, sent again to the addresses which the directory names now. */
@Controller('console/copies/:copyId/resend')
export class ResendController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly resends: ResendService,
  ) {}

  @Post()
  @Access('officer:land-office', 'officer:secretariat')
  async resend(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const { copy } = await this.door.copy(officer, copyId);
    this.door.requireManager(officer, copy.notice);
    await this.resends.resend(copyId, officer.agency, actorOf(officer));
    seeOther(reply, `/console/notices/${copy.noticeId}#copy-${copyId}`);
  }
}

import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ReminderService, ResendService } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { seeOther } from '../../views/send-page.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';
import { afterwards, type DoneWithCopy } from '../done-with-copy.js';

type Verb = ResendService['resend'];

/** What the issuer's officers send about one copy with a button: 催办 once a day, the copy itself again. */
@Controller('console/copies/:copyId')
export class CopyMailsController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly reminders: ReminderService,
    private readonly resends: ResendService,
  ) {}

  @Post('reminder')
  @Access('officer:land-office', 'officer:secretariat')
  remind(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const verb: Verb = (...by) => this.reminders.remind(...by);
    return this.#send(copyId, request, reply, verb, 'reminded');
  }

  /** A copy that no mail reached, to the addresses which the directory names now. */
  @Post('resend')
  @Access('officer:land-office', 'officer:secretariat')
  resend(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const verb: Verb = (...by) => this.resends.resend(...by);
    return this.#send(copyId, request, reply, verb, 'resent');
  }

  async #send(
    copyId: string,
    request: FastifyRequest,
    reply: FastifyReply,
    verb: Verb,
    done: DoneWithCopy,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const { copy } = await this.door.copy(officer, copyId);
    this.door.requireManager(officer, copy.notice);
    await verb(copyId, officer.agency, actorOf(officer));
    seeOther(reply, afterwards(copy, done));
  }
}

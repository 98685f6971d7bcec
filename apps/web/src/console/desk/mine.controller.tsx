import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { NoticeList, OwedQueries } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import { type MineList, MinePage } from './mine.page.js';

const PAGE_SIZE = 20;

/** The desk of a land office: what it owes, and what is under way. */
@Controller('console/mine')
export class MineController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly owed: OwedQueries,
    private readonly lists: NoticeList,
  ) {}

  @Get()
  @Access('officer:land-office')
  async mine(
    @Query('show') show: string | undefined,
    @Query('cursor') cursor: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { agencyId } = context.officer;
    const owed = await this.owed.counts(agencyId);
    // Without a choice, what is owed first.
    const owes = (['replies', 'undelivered', 'mails'] as const).find((one) => owed[one] > 0);
    const first = owes ?? 'issued';
    const { list, next } = await this.#list(show ?? first, agencyId, cursor ?? null);
    sendPage(reply, <MinePage context={context} owed={owed} list={list} next={next} />);
  }

  async #list(
    show: string,
    agencyId: string,
    cursor: string | null,
  ): Promise<{ list: MineList; next: string | null }> {
    switch (show) {
      case 'replies': {
        const { items, next } = await this.owed.replies(agencyId, cursor, PAGE_SIZE);
        return { list: { show, items }, next };
      }
      case 'mails': {
        const { items, next } = await this.owed.mails(agencyId, cursor, PAGE_SIZE);
        return { list: { show, items }, next };
      }
      case 'undelivered': {
        const { items, next } = await this.owed.undelivered(agencyId, cursor, PAGE_SIZE);
        return { list: { show, items }, next };
      }
      default: {
        const overdue = show === 'overdue';
        const filter = { state: 'issued', overdue };
        const { items, next } = await this.lists.list(agencyId, filter, cursor, PAGE_SIZE);
        return { list: { show: overdue ? 'overdue' : 'issued', items }, next };
      }
    }
  }
}

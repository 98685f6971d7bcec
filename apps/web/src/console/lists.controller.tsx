import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { isPlainDate } from '#calendar';
import { type NoticeFilter, NoticeList, StandingService } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { sendPage } from '../views/send-page.js';
import { type Asked, given } from './asked.js';
import { ConsoleDoor } from './console-door.service.js';
import { seesEverything } from './console-frame.js';
import { NoticesPage } from './notices.page.js';

const PAGE_SIZE = 20;

@Controller('console/notices')
export class ListsController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly lists: NoticeList,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
  ) {}

  /** An office's own notices; the secretariat and auditors see everybody's. */
  @Get()
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async notices(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { officer } = context;
    const issuerId = seesEverything(officer) ? null : officer.agencyId;
    const filter = noticeFilterOf(asked);
    const [{ items, next, total }, agencies, regions] = await Promise.all([
      this.lists.page(issuerId, filter, given(asked, 'cursor') ?? null, PAGE_SIZE),
      this.directory.all(),
      this.directory.regions(),
    ]);
    const choices = { agencies, regions, kinds: this.standing.rulebook.kinds };
    const page = { items, total, next, filter, choices };
    sendPage(reply, <NoticesPage context={context} {...page} />);
  }
}

function noticeFilterOf(asked: Asked): NoticeFilter {
  const [from, to] = [given(asked, 'from'), given(asked, 'to')];
  return {
    state: given(asked, 'state'),
    issuer: given(asked, 'issuer'),
    kind: given(asked, 'kind'),
    severity: given(asked, 'severity'),
    agency: given(asked, 'agency'),
    town: given(asked, 'town'),
    overdue: given(asked, 'overdue') === '1' || undefined,
    undeliverable: given(asked, 'delivery') === 'undeliverable' || undefined,
    from: isPlainDate(from) ? from : undefined,
    to: isPlainDate(to) ? to : undefined,
    text: given(asked, 'text'),
  };
}

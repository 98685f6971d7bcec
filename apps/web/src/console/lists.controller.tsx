import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { NoticeList, StandingService, UnansweredQueries } from '#notices';
import { ROLES } from '#rulebook';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { seeOther, sendPage } from '../views/send-page.js';
import { ConsoleDoor } from './console-door.service.js';
import { seesEverything } from './console-frame.js';
import { NoticesPage } from './notices.page.js';
import { UnansweredPage } from './unanswered.page.js';

const PAGE_SIZE = 50;

type Asked = Record<string, string | string[] | undefined>;

/** An empty filter of a form is none. */
const given = (asked: Asked, name: string): string | undefined => {
  const value = asked[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

@Controller('console')
export class ListsController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly lists: NoticeList,
    private readonly unansweredQueries: UnansweredQueries,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
  ) {}

  @Get('unanswered')
  @Access('officer:secretariat', 'officer:auditor')
  async unanswered(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const filter = {
      agency: given(asked, 'agency'),
      role: given(asked, 'role'),
      town: given(asked, 'town'),
      kind: given(asked, 'kind'),
      overdueOnly: given(asked, 'overdue') === '1',
      text: given(asked, 'text'),
    };
    const [{ items, next, total }, agencies, regions] = await Promise.all([
      this.unansweredQueries.list(filter, given(asked, 'cursor') ?? null, PAGE_SIZE),
      this.directory.all(),
      this.directory.regions(),
    ]);
    sendPage(
      reply,
      <UnansweredPage
        context={context}
        rows={items}
        total={total}
        next={next}
        filter={filter}
        agencies={agencies}
        regions={regions}
        kinds={this.standing.rulebook.kinds}
        roles={ROLES}
      />,
    );
  }

  @Get('notices')
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async notices(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    if (seesEverything(context.officer)) {
      seeOther(reply, '/console/unanswered');
      return;
    }
    const filter = {
      state: given(asked, 'state'),
      overdue: given(asked, 'overdue') === '1',
      text: given(asked, 'text'),
    };
    const { items, next } = await this.lists.list(
      context.officer.agencyId,
      filter,
      given(asked, 'cursor') ?? null,
      20,
    );
    sendPage(reply, <NoticesPage context={context} items={items} next={next} filter={filter} />);
  }
}

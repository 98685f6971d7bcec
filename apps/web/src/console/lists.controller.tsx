import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { NoticeQueries, StandingService } from '#notices';
import { Problem } from '#platform';
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
    private readonly queries: NoticeQueries,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
  ) {}

  @Get('unanswered')
  @Access('officer')
  async unanswered(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    if (!seesEverything(context.officer)) {
      throw Problem.forbidden('国土所请从「本单位抄告」查看。');
    }
    const filter = {
      agency: given(asked, 'agency'),
      role: given(asked, 'role'),
      town: given(asked, 'town'),
      kind: given(asked, 'kind'),
      overdueOnly: given(asked, 'overdue') === '1',
      text: given(asked, 'text'),
    };
    const [{ items, next, total }, agencies, regions] = await Promise.all([
      this.queries.unanswered(filter, given(asked, 'cursor') ?? null, PAGE_SIZE),
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
  @Access('officer')
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
    const { items, next } = await this.queries.list(
      context.officer.agencyId,
      filter,
      given(asked, 'cursor') ?? null,
      20,
    );
    sendPage(reply, <NoticesPage context={context} items={items} next={next} filter={filter} />);
  }
}

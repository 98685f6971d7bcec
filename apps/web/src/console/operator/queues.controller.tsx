import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueueCounts } from '#jobs';
import { OUTBOX_VIEWS, OutboxQueries } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import { type Asked, given } from './asked.js';
import { QueuesPage } from './queues.page.js';

const PAGE_SIZE = 50;

/** Is mail going out, and if not, why. */
@Controller('console/queues')
export class QueuesController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly outbox: OutboxQueries,
    private readonly jobs: QueueCounts,
  ) {}

  @Get()
  @Access('officer:operator', 'officer:auditor')
  async show(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const view = OUTBOX_VIEWS.find((one) => one === asked.view) ?? 'due';
    const [summary, { items, next }, queue] = await Promise.all([
      this.outbox.summary(),
      this.outbox.list(view, given(asked, 'cursor') ?? null, PAGE_SIZE),
      this.jobs.read(),
    ]);
    sendPage(
      reply,
      <QueuesPage
        context={context}
        view={view}
        summary={summary}
        messages={items}
        next={next}
        queue={queue}
      />,
    );
  }
}

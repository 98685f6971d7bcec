import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { StandingQueries, StandingService } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import { RulebookPage } from './rulebook.page.js';

/** The rules by which notices are routed and counted: for every officer to read. */
@Controller('console/rulebook')
export class RulebookController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly standing: StandingService,
    private readonly queries: StandingQueries,
  ) {}

  @Get()
  @Access('officer')
  async inForce(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.#show(request, reply, this.standing.rulebook);
  }

  @Get(':version')
  @Access('officer')
  async former(
    @Param('version') version: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#show(request, reply, await this.queries.rulebook(version));
  }

  async #show(
    request: FastifyRequest,
    reply: FastifyReply,
    rulebook: StandingService['rulebook'],
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const versions = await this.queries.rulebooks();
    sendPage(
      reply,
      <RulebookPage
        context={context}
        rulebook={rulebook}
        inForce={this.standing.rulebook.version}
        versions={versions}
      />,
    );
  }
}

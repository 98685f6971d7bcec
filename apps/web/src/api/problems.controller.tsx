import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Clock, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { contextOf } from '../views/context.js';
import { sendPage } from '../views/send-page.js';
import { PROBLEM_TYPES } from './problem-types.js';
import { ProblemsPage } from './problems.page.js';

/** Where the `type` of a problem leads whoever opens it. */
@ApiExcludeController()
@Controller('problems')
export class ProblemsController {
  constructor(private readonly clock: Clock) {}

  @Get()
  @Access('public')
  all(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.#show(Object.keys(PROBLEM_TYPES), request, reply);
  }

  @Get(':name')
  @Access('public')
  one(
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    if (!Object.hasOwn(PROBLEM_TYPES, name)) {
      throw Problem.notFound('该问题类型', 'This type of problem');
    }
    this.#show([name], request, reply);
  }

  #show(names: string[], request: FastifyRequest, reply: FastifyReply): void {
    const context = contextOf(request, reply, this.clock);
    sendPage(reply, <ProblemsPage context={context} names={names} />);
  }
}

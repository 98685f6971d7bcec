import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { isPlainDate } from '#calendar';
import { DailyRoots, SigningKeys } from '#notices';
import { Clock } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { contextOf } from '../views/context.js';
import { sendPage } from '../views/send-page.js';
import { KeysPage } from './keys.page.js';

const ROOTS = 30;

/** The public keys for a reader; for a program they are at /.well-known/chaogao-keys.json. */
@Controller('keys')
export class KeysController {
  constructor(
    private readonly keys: SigningKeys,
    private readonly roots: DailyRoots,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('public')
  async show(
    @Query('before') before: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const from = typeof before === 'string' && isPlainDate(before) ? before : null;
    const [keys, found] = await Promise.all([
      this.keys.published(),
      this.roots.recent(ROOTS + 1, from),
    ]);
    const roots = found.slice(0, ROOTS);
    const older = found.length > ROOTS ? (roots.at(-1)?.day ?? null) : null;
    const context = contextOf(request, reply, this.clock);
    sendPage(reply, <KeysPage context={context} keys={keys} roots={roots} older={older} />);
  }
}

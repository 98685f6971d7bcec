import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '../http/access.js';
import { type Part, type Watch, Watchdog } from './watchdog.service.js';

@Controller('health')
export class HealthController {
  constructor(private readonly watchdog: Watchdog) {}

  /** The process runs. */
  @Get('live')
  @Access('public')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The database alone: agencies must reach their pages while mail or queue is down. */
  @Get('ready')
  @Access('public')
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: string; database: Part }> {
    const database = await this.watchdog.ready();
    if (!database.ok) void reply.code(503);
    return { status: database.ok ? 'ok' : 'unavailable', database };
  }

  /** Queue, mail, and whatever is overdue for its own next step. */
  @Get('watchdog')
  @Access('public')
  async watch(@Res({ passthrough: true }) reply: FastifyReply): Promise<Watch> {
    const watch = await this.watchdog.watch();
    if (watch.status !== 'ok') void reply.code(503);
    return watch;
  }
}

import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { getQueueToken } from '@nestjs/bullmq';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { QUEUES } from '#jobs';
import { Clock, Problem } from '#platform';
import type { Queue } from 'bullmq';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessRule } from '../../http/access.js';
import { OfficerDoor } from '../../http/officer-door.service.js';
import { PageFilter } from '../../views/page.filter.js';

export const BOARD_PATH = '/console/queues/board';

/** Who may look at the board. It is no controller: the hook below asks, as the guard does elsewhere. */
export const BOARD_ACCESS: AccessRule[] = ['officer:operator'];

/** The board is an application of its own, with scripts: ours alone, and nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const READS = new Set(['GET', 'HEAD']);

/** Mounts bull-board for operators to look at: whatever is no GET is refused, and it offers no verb. */
export async function mountQueueBoard(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  const queue = app.get<Queue>(getQueueToken(QUEUES.messages), { strict: false });
  const door = app.get(OfficerDoor, { strict: false });
  const refusals = new PageFilter(app.get(Clock, { strict: false }));
  const board = new FastifyAdapter().setBasePath(BOARD_PATH);
  createBullBoard({
    queues: [new BullMQAdapter(queue, { readOnlyMode: true })],
    serverAdapter: board,
    options: { uiConfig: { boardTitle: '抄告 Chaogao', locale: { lng: 'zh-CN' } } },
  });
  await server.register(
    async (scope) => {
      // The board answers errors in its own way; who is not let in never gets there.
      scope.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
        try {
          if (!READS.has(request.method)) {
            throw Problem.forbidden('队列只供查看。', 'The queues are to be looked at only.');
          }
          await door.admit(request, BOARD_ACCESS);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          refusals.catch(error, new ExecutionContextHost([request, reply]));
          return reply;
        }
        void reply
          .header('content-security-policy', CONTENT_SECURITY_POLICY)
          .header('cache-control', 'private, no-store');
        return undefined;
      });
      await scope.register(board.registerPlugin());
    },
    { prefix: BOARD_PATH },
  );
}

import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuditService } from '#access';
import { Clock, type Config, createLogger, NestLogger } from '#platform';
import { mountQueueBoard } from './console/operator/queue-board.js';
import { auditVerbs } from './http/audit.js';
import { serveReference } from './http/open-api.js';
import { ProblemFilter } from './http/problem.filter.js';
import {
  addSecurityHeaders,
  closeUnusedConnections,
  logRequests,
  takeNothingAsNothing,
} from './http/server-hooks.js';
import { WebModule } from './web.module.js';

/** Bytes of a JSON or form body; files have limits of their own. */
const BODY_LIMIT = 512 * 1024;

/** The web process, ready to listen; `close` answers what is under way, then ends. */
export async function createWeb(
  config: Config,
  clock = new Clock(),
): Promise<NestFastifyApplication> {
  const logger = createLogger(config.LOG_LEVEL);
  const problems = new ProblemFilter(config, logger, clock);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    trustProxy: config.TRUST_PROXY,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    WebModule.forRoot(config, clock, problems),
    adapter,
    { logger: new NestLogger(logger), abortOnError: false },
  );
  const server = adapter.getInstance();
  if (config.DEMO) server.decorate('demo', true);
  addSecurityHeaders(server, config);
  logRequests(server, logger);
  closeUnusedConnections(server);
  takeNothingAsNothing(server);
  const audit = app.get(AuditService, { strict: false });
  auditVerbs(server, (audited) => audit.record(audited), logger);
  // What fails before Nest is reached (a body that cannot be read) is answered in the same place. Set
  // here, once: plugins that are awaited below fix the handler of routes before Nest would set its own.
  server.setErrorHandler((error, request, reply) => {
    problems.catch(error, new ExecutionContextHost([request, reply]));
  });
  adapter.setErrorHandler = () => server;
  await app.register(cookie);
  await app.register(multipart);
  serveReference(app);
  await mountQueueBoard(app);
  await app.init();
  return app;
}

import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Clock, type Config, createLogger, NestLogger } from '#platform';
import { serveReference } from './http/open-api.js';
import { addSecurityHeaders, logRequests } from './http/server-hooks.js';
import { WebModule } from './web.module.js';

/** Bytes of a JSON or form body; files have limits of their own. */
const BODY_LIMIT = 512 * 1024;

/** The web process, ready to listen; `close` answers what is under way, then ends. */
export async function createWeb(config: Config, clock?: Clock): Promise<NestFastifyApplication> {
  const logger = createLogger(config.LOG_LEVEL);
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, forceCloseConnections: 'idle' });
  const app = await NestFactory.create<NestFastifyApplication>(
    WebModule.forRoot(config, logger, clock),
    adapter,
    { logger: new NestLogger(logger), abortOnError: false },
  );
  const server = adapter.getInstance();
  addSecurityHeaders(server, config);
  logRequests(server, logger);
  await app.register(cookie);
  await app.register(multipart);
  serveReference(app);
  await app.init();
  return app;
}

import type { Socket } from 'node:net';
import type { Config } from '#platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** Nothing may be loaded or framed; a page that needs more says so itself. */
const CLOSED = [
  "default-src 'none'",
  "script-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The API's reference is the one page that runs scripts: its own, and no other. */
const REFERENCE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const isReference = (url: string) => /^\/docs(\/|\?|$)/.test(url);

/** Security headers on whatever is answered, errors and unknown addresses included. */
export function addSecurityHeaders(server: FastifyInstance, config: Config): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply
      .header('content-security-policy', isReference(request.url) ? REFERENCE : CLOSED)
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .header('cross-origin-opener-policy', 'same-origin');
    if (config.PUBLIC_URL.startsWith('https:')) {
      void reply.header('strict-transport-security', 'max-age=31536000');
    }
    if (request.url.startsWith('/v1/')) void reply.header('cache-control', 'no-store');
    done();
  });
}

/** One line per request, with notice and copy ids where they are known. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  server.addHook('onResponse', (request, reply, done) => {
    const path = pathForLog(request);
    const quiet = path.startsWith('/health') || path.startsWith('/assets');
    logger[quiet ? 'debug' : 'info'](
      {
        method: request.method,
        path,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ...(request.apiKey ? { apiKey: request.apiKey.prefix } : {}),
        ...(request.officer ? { officer: request.officer.username } : {}),
        ...aboutOf(request),
      },
      'request',
    );
    done();
  });
}

/** Neither the query, which may hold names, nor the token of a link, in whatever spelling. */
export function pathForLog({ url, routeOptions }: Pick<FastifyRequest, 'url' | 'routeOptions'>) {
  const route = routeOptions.url;
  if (route?.includes(':token')) return route;
  const path = url.split('?')[0] ?? '';
  return /^\/+(l|%6c)\//i.test(path) ? '/l/[masked]' : path;
}

/** From what the route noted, or from the address: `…/notices/:id`, `…/copies/:id`. */
function aboutOf(request: FastifyRequest): { noticeId?: string; copyId?: string } {
  if (request.about) return request.about;
  const named = /\/(notices|copies)\/:(\w+)/.exec(request.routeOptions.url ?? '');
  const id = (request.params as Record<string, string> | undefined)?.[named?.[2] ?? ''];
  if (!named || id === undefined) return {};
  return named[1] === 'notices' ? { noticeId: id } : { copyId: id };
}

/**
 * Browsers and balancers open connections before they ask anything. Node takes these for busy: a server
 * that is closed would wait a minute for their first request.
 */
export function closeUnusedConnections(instance: FastifyInstance): void {
  const unused = new Set<Socket>();
  let closing = false;
  instance.server.on('connection', (socket) => {
    if (closing) return void socket.destroy();
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  instance.server.on('request', ({ socket }) => unused.delete(socket));
  instance.addHook('preClose', (done) => {
    closing = true;
    for (const socket of unused) socket.destroy();
    done();
  });
}

/** Many clients name JSON as the type of every call, also where they send no body: that is no fault. */
export function takeNothingAsNothing(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request.raw;
    const length = headers['content-length'] ?? '0';
    if (length === '0' && headers['transfer-encoding'] === undefined)
      delete headers['content-type'];
    done();
  });
}

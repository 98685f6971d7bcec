import type { Audited } from '#access';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ACTS } from '../console/acts.js';
import { formIfRead, textOf } from '../views/read-form.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Whoever signs in is nobody yet. */
const SIGN_IN = /^\/console\/sign-in(\/|$)/;

/**
 * Records every verb of the console, done or refused, before its answer goes out: here, once, for every
 * route that is not read only, so that no controller can forget. Where it cannot be written, the act has
 * still been done: the log says so, and the answer goes out.
 */
export function auditVerbs(
  server: FastifyInstance,
  record: (audited: Audited) => Promise<void>,
  logger: Logger,
): void {
  server.addHook('onSend', async (request, reply, payload) => {
    const audited = await auditedOf(request, reply);
    if (audited) {
      await record(audited).catch((error: unknown) => {
        logger.error(
          { act: audited.act, who: audited.who, err: error },
          'the audit was not written',
        );
      });
    }
    return payload;
  });
}

/** null for what only reads, for other audiences' routes and for whoever is nobody. */
async function auditedOf(request: FastifyRequest, reply: FastifyReply): Promise<Audited | null> {
  const { routeOptions, officer, audit = {}, ip, url } = request;
  const act = routeOptions.url;
  if (SAFE.has(request.method) || !act?.startsWith('/console/')) return null;
  if (!officer && !SIGN_IN.test(act)) return null;
  const who = officer ?? audit.who;
  const noted = [await noteOf(request, act), audit.detail].filter(Boolean).join('; ');
  const status = reply.statusCode;
  return {
    who: who?.username ?? '',
    name: who?.name ?? '',
    act,
    subject: audit.subject ?? url.split('?')[0] ?? '',
    detail: noted,
    ip,
    outcome: status < 400 ? 'done' : status < 500 ? 'refused' : 'failed',
  };
}

/** The boxes of its form that an act names as worth noting: never a password, a code or a text. */
async function noteOf(request: FastifyRequest, act: string): Promise<string> {
  const names = ACTS[act]?.noted ?? [];
  if (names.length === 0) return '';
  const body = await formIfRead(request).catch(() => ({}));
  return names
    .map((name) => [name, textOf(body, name)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

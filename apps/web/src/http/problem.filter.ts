import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { Clock, type Config, isDatabaseAway, masked, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { PageFilter } from '../views/page.filter.js';

/** RFC 9457; `detailEn` and `problemEn` say the same in English. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  detailEn: string;
  instance: string;
  fields?: { field: string; problem: string; problemEn: string }[];
}

/** Seconds after which a request that found no connection is worth repeating. */
const RETRY_AFTER = 5;

const FOR_PROGRAMS = /^\/(v1|health|openapi\.json)(\/|\?|$)/;

/** Turns whatever was raised into an answer: problem+json for programs, a page for people. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #pages: PageFilter;

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
    clock: Clock,
  ) {
    this.#pages = new PageFilter(clock);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error, request);
    if (problem.status >= 500) this.#log(error, request);
    if (reply.sent) return;
    const { retryAfter } = problem;
    if (retryAfter !== null) void reply.header('retry-after', String(retryAfter));
    if (!FOR_PROGRAMS.test(request.url)) {
      this.#pages.catch(problem, host);
      return;
    }
    void reply
      .code(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(bodyOf(problem, request, this.config.PUBLIC_URL)));
  }

  /** The error itself, never the request's body or headers, nor a statement's parameters. */
  #log(error: unknown, request: FastifyRequest): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const { method, about } = request;
    this.logger.error({ method, route: request.routeOptions.url, ...about, stack }, message);
  }
}

function bodyOf(problem: Problem, request: FastifyRequest, publicUrl: string): ProblemBody {
  const { status, type, message, en, fields } = problem;
  return {
    type: `${publicUrl}/problems/${type}`,
    title: titleOf(problem),
    status,
    detail: message,
    detailEn: en,
    instance: masked(pathOf(request)),
    ...(fields.length > 0
      ? {
          fields: fields.map(({ field, problem, en: problemEn = problem }) => ({
            ...{ field, problem, problemEn },
          })),
        }
      : {}),
  };
}

/** `idempotency-running` → `Idempotency running`: stable, as RFC 9457 wants a title to be. */
function titleOf({ type }: Problem): string {
  const words = type.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const pathOf = ({ url }: FastifyRequest) => url.split('?')[0] ?? url;

/** What Fastify and Nest raise by themselves, before a route is reached. */
export function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseAway(error)) {
    return new Problem(
      503,
      'database-busy',
      '系统繁忙，本次没有办理；请稍后再试。',
      [],
      'The system is busy and has done nothing; please try again shortly.',
      RETRY_AFTER,
    );
  }
  const status = statusOf(error);
  switch (status) {
    case 400:
      return new Problem(
        400,
        'malformed-request',
        unreadableBecause(error),
        [],
        `The request cannot be read: ${messageOf(error)}`,
      );
    case 404:
      return new Problem(
        404,
        'not-found',
        `没有 ${request.method} ${masked(pathOf(request))}。`,
        [],
        `There is no ${request.method} ${masked(pathOf(request))}.`,
      );
    case 413:
      return new Problem(413, 'too-large', '请求正文过大。', [], 'What was sent is too large.');
    case 415:
      return new Problem(
        415,
        'unsupported-media-type',
        '请以 Content-Type: application/json 提交；上传文件用 multipart/form-data。',
        [],
        'Send Content-Type: application/json, or multipart/form-data to upload a file.',
      );
    default:
  }
  if (status < 500) {
    const type = (STATUS_CODES[status] ?? 'error').toLowerCase().replaceAll(' ', '-');
    return new Problem(status, type, '请求无法处理。', [], messageOf(error));
  }
  return new Problem(
    500,
    'internal',
    '服务器内部错误，已记录。请稍后再试。',
    [],
    'The server failed, and has noted it. Please try again later.',
  );
}

/** Of HTTP exceptions, and of errors with a `statusCode` below 500; 500 for any other. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode;
  }
  return 500;
}

/** Fastify's codes for a body that it cannot parse. */
const UNREADABLE: Partial<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: '请求无法读取：正文不是有效的 JSON。',
  FST_ERR_CTP_EMPTY_JSON_BODY: '请求无法读取：正文是空的。',
};

function unreadableBecause(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return UNREADABLE[code] ?? '请求无法读取。';
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

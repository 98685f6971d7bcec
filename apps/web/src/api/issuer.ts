import {
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type PipeTransform,
} from '@nestjs/common';
import type { Agency } from '#agencies';
import { Problem } from '#platform';
import type { FastifyRequest } from 'fastify';

/** The agency whose key the request carries; the guard has let it in. */
export const Issuer = createParamDecorator((_: unknown, context: ExecutionContext): Agency => {
  const { issuer } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!issuer) throw Problem.forbidden('This route did not ask for an API key.');
  return issuer;
});

/** How events name an agency, or a person of it. */
export const actorOf = ({ code }: Agency, person?: string) =>
  person === undefined ? `agency:${code}` : `agency:${code} ${person}`;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An id in the address; what is none does not exist. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  constructor(
    private readonly what: string,
    private readonly en: string,
  ) {}

  transform(value: string): string {
    if (!UUID.test(value)) throw Problem.notFound(this.what, this.en);
    return value;
  }
}

/** Printable ASCII, as the header's draft standard wants. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/;

/** @throws Problem 400 where the header is missing or unusable */
export function requireIdempotencyKey(key: string | undefined): string {
  if (key !== undefined && IDEMPOTENCY_KEY.test(key)) return key;
  const problem = '请在 Idempotency-Key 标头中给出1至200个字符的键，每份新文书用一个新键';
  const en =
    'Give a key of 1 to 200 characters in the Idempotency-Key header, a new one for each notice';
  const fields = [{ field: 'Idempotency-Key', problem, en }];
  throw new Problem(400, 'idempotency-key-required', `${problem}。`, fields, `${en}.`);
}

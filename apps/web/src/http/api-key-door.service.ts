import { Inject, Injectable } from '@nestjs/common';
import { ApiKeyService } from '#access';
import { CONFIG, type Config, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessRule } from './access.js';
import { RateLimit } from './rate-limit.js';

const BEARER = /^Bearer +(\S+)$/i;
const JSON_OR_FILE = /^(application\/(json|[\w.-]+\+json)|multipart\/form-data)\b/i;

/** Lets a land office's software in by its key. */
@Injectable()
export class ApiKeyDoor {
  readonly #limit: RateLimit;

  constructor(
    private readonly keys: ApiKeyService,
    @Inject(CONFIG) config: Config,
  ) {
    this.#limit = new RateLimit(config.RATE_LIMIT_PER_MINUTE);
  }

  /** @throws Problem 401 without a good key, 403 without the scope, 415, 429 */
  async admit(request: FastifyRequest, reply: FastifyReply, rules: AccessRule[]): Promise<void> {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const key = token ? await this.keys.authenticate(token) : null;
    if (!key) {
      void reply.header('www-authenticate', 'Bearer realm="chaogao"');
      throw new Problem(
        401,
        'unauthenticated',
        token
          ? '此 API 密钥无效、已到期或已撤销。'
          : '请在 Authorization 标头中携带 API 密钥：Bearer cg_…',
        [],
        token
          ? 'This API key is wrong, has expired or was revoked.'
          : 'Send an API key in the Authorization header: Bearer cg_…',
      );
    }
    const wait = this.#limit.take(key.id, performance.now());
    if (wait > 0) {
      const en = `Too many requests; try again in ${wait} s.`;
      throw new Problem(429, 'rate-limited', `请求过于频繁，请${wait}秒后再试。`, [], en, wait);
    }
    if (!key.scopes.some((scope) => rules.includes(`api-key:${scope}`))) {
      const wanted = rules.map((rule) => rule.replace('api-key:', ''));
      throw Problem.forbidden(
        `此 API 密钥没有所需的权限：${wanted.join('、')}。`,
        `This API key lacks the scope: ${wanted.join(', ')}.`,
      );
    }
    const type = request.headers['content-type'];
    if (type !== undefined && !JSON_OR_FILE.test(type)) {
      throw new Problem(
        415,
        'unsupported-media-type',
        '请以 Content-Type: application/json 提交；上传文件用 multipart/form-data。',
        [],
        'Send Content-Type: application/json, or multipart/form-data to upload a file.',
      );
    }
    request.apiKey = key;
    request.issuer = key.agency;
  }
}

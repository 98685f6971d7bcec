import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, newId, Problem } from '#platform';
import { Repository } from 'typeorm';
import { ApiKey, type Scope } from './access.entities.js';

const KEY = /^cg_([a-z\d]{8})_[\w-]{43}$/;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A revoked key may still work for so long in a process that has just seen it. */
const CACHE_MS = 15_000;

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Keys of land offices to the API. */
@Injectable()
export class ApiKeyService {
  readonly #seen = new Map<string, { record: ApiKey; until: number }>();

  constructor(
    @InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a key; it is shown this once and never again.
   *
   * @param id of a form: sent twice, it makes one key
   * @throws Problem 409 key-made
   */
  async create(
    agencyId: string,
    name: string,
    scopes: Scope[],
    expiresAt: Date | null = null,
    id = newId(),
  ): Promise<{ key: string; record: ApiKey }> {
    const prefix = randomBytes(4).toString('hex');
    const key = `cg_${prefix}_${randomBytes(32).toString('base64url')}`;
    const record = this.keys.create({
      id,
      agencyId,
      name,
      prefix,
      digest: digestOf(key),
      scopes,
      createdAt: this.clock.now(),
      expiresAt,
      revokedAt: null,
    });
    const { raw } = (await this.keys
      .createQueryBuilder()
      .insert()
      .values(record)
      .orIgnore()
      .returning('id')
      .execute()) as { raw: unknown[] };
    if (raw.length === 0) {
      throw Problem.conflict(
        'key-made',
        '这个密钥已经创建，只显示一次。没有抄下的，请撤销后另建一个。',
        'This key has been made and was shown once. If you did not copy it, revoke it and make another.',
      );
    }
    return { key, record };
  }

  /** The key's record with its agency; null where it is unknown, expired or revoked. */
  async authenticate(key: string): Promise<ApiKey | null> {
    const prefix = KEY.exec(key)?.[1];
    if (prefix === undefined) return null;
    const digest = digestOf(key);
    const cached = this.#seen.get(prefix);
    const record =
      cached && cached.until > Date.now()
        ? cached.record
        : await this.keys.findOne({ where: { prefix }, relations: { agency: true } });
    if (!record || !timingSafeEqual(Buffer.from(record.digest), Buffer.from(digest))) return null;
    const now = this.clock.now();
    if (record.revokedAt || (record.expiresAt && record.expiresAt <= now)) return null;
    if (!record.agency.active) return null;
    if (this.#seen.size > 10_000) this.#seen.clear();
    if (record !== cached?.record) {
      this.#seen.set(prefix, { record, until: Date.now() + CACHE_MS });
    }
    return record;
  }

  /** The agency's keys, the newest first. */
  list(agencyId: string): Promise<ApiKey[]> {
    return this.keys.find({ where: { agencyId }, order: { id: 'DESC' }, take: 200 });
  }

  /** @throws Problem 404 also where the key is another agency's */
  async own(agencyId: string, id: string): Promise<ApiKey> {
    const key = UUID.test(id) ? await this.keys.findOneBy({ id, agencyId }) : null;
    if (!key) throw Problem.notFound('该密钥', 'The key');
    return key;
  }

  async revoke(prefix: string): Promise<void> {
    const { affected } = await this.keys.update({ prefix }, { revokedAt: this.clock.now() });
    if (!affected) throw Problem.notFound(`密钥${prefix}`, `The key ${prefix}`);
    this.#seen.delete(prefix);
  }
}

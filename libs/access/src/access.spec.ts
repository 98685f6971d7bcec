import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Agency } from '#agencies';
import { dataSourceOptions, readConfig, SettableClock } from '#platform';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/database.js';
import { ApiKey } from './access.entities.js';
import { ApiKeyService } from './api-key.service.js';
import { LinkTokens } from './link-tokens.js';

const NOW = '2026-09-30T01:00:00.000Z';
const MINUTE = 60_000;
const OLD_SECRET = 'an-old-secret-that-is-still-good-0001';
const NEW_SECRET = 'a-new-secret-that-signs-from-now-0002';

const configOf = (secrets: string) =>
  readConfig({ DATABASE_URL: 'postgres://127.0.0.1/none', CHAOGAO_SECRETS: secrets });

describe('who may do what', () => {
  const clock = new SettableClock();
  let database: DataSource;
  let agencyId: string;

  beforeAll(async () => {
    const options = dataSourceOptions(await freshDatabase(), 8);
    database = new DataSource({ ...options, entities: [Agency, ApiKey] });
    await database.initialize();
  });

  afterAll(() => database.destroy());

  beforeEach(async () => {
    clock.set(NOW);
    agencyId = randomUUID();
    await database.query(
      `INSERT INTO agency (id, code, name_zh, name_en, level, role, active)
       VALUES ($1, $2, '吕四港国土所', 'Lvsi land office', 'town', 'land-office', true)`,
      [agencyId, `office-${agencyId}`],
    );
  });

  /** The service of another process: what one remembers, the other does not. */
  const keys = () => new ApiKeyService(database.getRepository(ApiKey), clock);

  describe('a key to the API', () => {
    it('opens with its agency, and is stored as a digest only', async () => {
      const { key, record } = await keys().create(agencyId, '执法系统', ['notices:read']);
      expect(key).toMatch(/^cg_[a-z\d]{8}_[\w-]{43}$/);
      expect(await keys().authenticate(key)).toMatchObject({
        ...{ id: record.id, scopes: ['notices:read'], agency: { nameZh: '吕四港国土所' } },
      });
      const rows = JSON.stringify(await database.query('SELECT * FROM api_key'));
      expect(rows).not.toContain(key.slice(12));
    });

    it('does not open altered, short, or with the prefix of another', async () => {
      const { key } = await keys().create(agencyId, 'one', []);
      const other = await keys().create(agencyId, 'other', []);
      const service = keys();
      expect(await service.authenticate(other.key)).not.toBeNull();
      const forged = [key.slice(0, -1), `${key.slice(0, -2)}__`, '', 'cg_', `${key}\n`];
      forged.push(other.key.slice(0, 12) + key.slice(12), key.slice(0, 12) + other.key.slice(12));
      for (const attempt of forged) expect(await service.authenticate(attempt)).toBeNull();
    });

    it('ends at its expiry, also where it was just seen', async () => {
      const expiresAt = new Date(clock.now().getTime() + MINUTE);
      const { key } = await keys().create(agencyId, 'short', [], expiresAt);
      const service = keys();
      expect(await service.authenticate(key)).not.toBeNull();
      clock.advance(MINUTE);
      expect(await service.authenticate(key)).toBeNull();
    });

    it('ends when it is revoked; one that never was is said to be unknown', async () => {
      const service = keys();
      const { key, record } = await service.create(agencyId, 'revoked', []);
      expect(await service.authenticate(key)).not.toBeNull();
      await service.revoke(record.prefix);
      expect(await service.authenticate(key)).toBeNull();
      await expect(service.revoke('00000000')).rejects.toMatchObject({ status: 404 });
    });

    it('does not open for an agency that is no more', async () => {
      const { key } = await keys().create(agencyId, 'closed', []);
      await database.query('UPDATE agency SET active = false WHERE id = $1', [agencyId]);
      expect(await keys().authenticate(key)).toBeNull();
    });
  });
});

describe('the token of a link', () => {
  const id = '0199a000-0000-7000-8000-00000000abcd';
  const tokens = (secrets: string) => new LinkTokens(configOf(secrets));

  it('is the same each time, and names link and generation', () => {
    const token = tokens(NEW_SECRET).sign(id, 3);
    expect(tokens(NEW_SECRET).sign(id, 3)).toBe(token);
    expect(tokens(NEW_SECRET).parse(token)).toEqual({ linkId: id, generation: 3, valid: true });
    expect(token).toMatch(/^[\w-]{24}\.[\w-]{22}$/);
  });

  it('is valid while its secret overlaps with the next, and not after', () => {
    const token = tokens(OLD_SECRET).sign(id, 1);
    expect(tokens(`${NEW_SECRET},${OLD_SECRET}`).parse(token)?.valid).toBe(true);
    expect(tokens(`${NEW_SECRET},${OLD_SECRET}`).sign(id, 1)).not.toBe(token);
    expect(tokens(NEW_SECRET).parse(token)?.valid).toBe(false);
  });

  it('of another generation or another link is another', () => {
    const [token, next] = [1, 2].map((generation) => tokens(NEW_SECRET).sign(id, generation));
    const swapped = `${next?.split('.')[0]}.${token?.split('.')[1]}`;
    expect(tokens(NEW_SECRET).parse(swapped)?.valid).toBe(false);
  });

  it.each(['', 'a.b', 'x'.repeat(47), `${'A'.repeat(24)}.${'A'.repeat(21)}!`, '../../etc/passwd'])(
    'is not %j',
    (text) => {
      expect(tokens(NEW_SECRET).parse(text)).toBeNull();
    },
  );
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Agency } from '#agencies';
import { dataSourceOptions, Problem, readConfig, SettableClock } from '#platform';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/database.js';
import { ApiKey, Officer, Session } from './access.entities.js';
import { ApiKeyService } from './api-key.service.js';
import { LinkTokens } from './link-tokens.js';
import { OfficerService } from './officer.service.js';

const NOW = '2026-09-30T01:00:00.000Z';
const MINUTE = 60_000;
const OLD_SECRET = 'an-old-secret-that-is-still-good-0001';
const NEW_SECRET = 'a-new-secret-that-signs-from-now-0002';
const PASSWORD = '抄告平台-a-long-password';

const configOf = (secrets: string) =>
  readConfig({ DATABASE_URL: 'postgres://127.0.0.1/none', CHAOGAO_SECRETS: secrets });

describe('who may do what', () => {
  const clock = new SettableClock();
  let database: DataSource;
  let agencyId: string;

  beforeAll(async () => {
    const options = dataSourceOptions(await freshDatabase(), 8);
    database = new DataSource({ ...options, entities: [Agency, ApiKey, Officer, Session] });
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
  const officers = (secrets = NEW_SECRET) =>
    new OfficerService(
      configOf(secrets),
      database.getRepository(Officer),
      database.getRepository(Session),
      clock,
    );

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

  describe('an officer', () => {
    const create = (username: string, password = PASSWORD) =>
      officers().create({
        ...{ agencyId, username, password },
        ...{ name: '王秘书', position: '科员', role: 'secretariat' },
      });
    const refusal = (signingIn: Promise<unknown>) =>
      signingIn.then(
        () => 0,
        (error: unknown) => (error instanceof Problem ? error.status : error),
      );

    it('signs in for twelve hours, by a cookie of which only a digest is stored', async () => {
      await create('wang');
      const { cookie } = await officers().signIn('wang', PASSWORD);
      expect(Buffer.from(cookie, 'base64url')).toHaveLength(32);
      expect(await officers().session(cookie)).toMatchObject({
        ...{ username: 'wang', agency: { id: agencyId } },
      });
      const [rows, people] = await Promise.all([
        database.query<unknown[]>('SELECT * FROM session'),
        database.query<unknown[]>('SELECT * FROM officer'),
      ]);
      expect(JSON.stringify([rows, people])).not.toContain(cookie);
      expect(JSON.stringify(people)).toContain('$argon2id$');
      clock.advance(12 * 60 * MINUTE - 1);
      expect(await officers().session(cookie)).not.toBeNull();
      clock.advance(1);
      expect(await officers().session(cookie)).toBeNull();
    });

    it('is out after signing out, or once no longer active', async () => {
      const { id } = await create('li');
      const first = await officers().signIn('li', PASSWORD);
      const second = await officers().signIn('li', PASSWORD);
      await officers().signOut(first.cookie);
      expect(await officers().session(first.cookie)).toBeNull();
      expect(await officers().session(second.cookie)).not.toBeNull();
      await database.query('UPDATE officer SET active = false WHERE id = $1', [id]);
      expect(await officers().session(second.cookie)).toBeNull();
      expect(await refusal(officers().signIn('li', PASSWORD))).toBe(401);
    });

    it('needs a password of twelve characters', async () => {
      expect(await refusal(create('short', 'elevenchars'))).toBe(422);
    });

    it('is locked for a quarter of an hour after five wrong passwords', async () => {
      await create('zhao');
      for (let attempt = 1; attempt <= 5; attempt++) {
        expect(await refusal(officers().signIn('zhao', `wrong ${attempt}`))).toBe(401);
      }
      expect(await refusal(officers().signIn('zhao', PASSWORD))).toBe(429);
      clock.advance(15 * MINUTE - 1);
      expect(await refusal(officers().signIn('zhao', PASSWORD))).toBe(429);
      clock.advance(1);
      expect(await refusal(officers().signIn('zhao', PASSWORD))).toBe(0);
    });

    it('may be wrong four times as often as right: signing in forgets the failures', async () => {
      await create('qian');
      for (let round = 1; round <= 2; round++) {
        for (let attempt = 1; attempt <= 4; attempt++) {
          expect(await refusal(officers().signIn('qian', 'wrong'))).toBe(401);
        }
        expect(await refusal(officers().signIn('qian', PASSWORD))).toBe(0);
      }
    });

    it('is guessed at five times and no more, however many guess at once', async () => {
      await create('sun');
      const service = officers();
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, guess) => refusal(service.signIn('sun', `guess ${guess}`))),
      );
      expect(results.filter((status) => status === 401)).toHaveLength(5);
      expect(results.filter((status) => status === 429)).toHaveLength(15);
    });

    it('is not told from nobody: by words or by time', async () => {
      await create('zhou');
      const service = officers();
      const timed = async (username: string) => {
        const before = performance.now();
        await expect(service.signIn(username, 'wrong')).rejects.toThrow('用户名或密码不正确。');
        return performance.now() - before;
      };
      await timed('warms up');
      const known: number[] = [];
      const unknown: number[] = [];
      for (let round = 0; round < 4; round++) {
        known.push(await timed('zhou'));
        unknown.push(await timed('nobody'));
      }
      // Without the hash an unknown name answers in a tenth of the time.
      expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
    });

    it('has a token for its forms, of its own session alone, also while secrets rotate', async () => {
      const token = officers(OLD_SECRET).csrfToken('cookie');
      expect(officers(OLD_SECRET).checkCsrf('cookie', token)).toBe(true);
      expect(officers(OLD_SECRET).checkCsrf('another', token)).toBe(false);
      expect(officers(OLD_SECRET).checkCsrf('cookie', '')).toBe(false);
      expect(officers(`${NEW_SECRET},${OLD_SECRET}`).checkCsrf('cookie', token)).toBe(true);
      expect(officers(NEW_SECRET).checkCsrf('cookie', token)).toBe(false);
      await Promise.resolve();
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

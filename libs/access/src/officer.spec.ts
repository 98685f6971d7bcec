import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Agency } from '#agencies';
import { dataSourceOptions, Problem, readConfig, SettableClock } from '#platform';
import { Secret, TOTP } from 'otpauth';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/database.js';
import { Officer, PendingSignIn, RecoveryCode, Session } from './access.entities.js';
import { OfficerService } from './officer.service.js';
import { PasswordService } from './password.service.js';
import { Sealed } from './sealed.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';
import { TotpService } from './totp.service.js';

const NOW = '2026-09-30T01:00:00.000Z';
const MINUTE = 60_000;
const OLD_SECRET = 'an-old-secret-that-is-still-good-0001';
const NEW_SECRET = 'a-new-secret-that-signs-from-now-0002';
const PASSWORD = '抄告平台-a-long-password';
const FROM = { ip: '192.0.2.7', userAgent: 'Mozilla/5.0' };

const clock = new SettableClock();
let database: DataSource;
let agencyId: string;

beforeAll(async () => {
  const options = dataSourceOptions(await freshDatabase(), 8);
  const entities = [Agency, Officer, PendingSignIn, RecoveryCode, Session];
  database = new DataSource({ ...options, entities });
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

/** The services of another process: what one remembers, the other does not. */
function office(secrets = NEW_SECRET) {
  const settings = { DATABASE_URL: 'postgres://127.0.0.1/none', CHAOGAO_SECRETS: secrets };
  const config = readConfig(settings);
  const people = database.getRepository(Officer);
  const sessions = new SessionService(config, database.getRepository(Session), clock);
  const passwords = new PasswordService(people, sessions, clock);
  const codes = database.getRepository(RecoveryCode);
  const totp = new TotpService(new Sealed(config), people, codes, clock);
  const waiting = database.getRepository(PendingSignIn);
  const signIns = new SignInService(people, waiting, passwords, totp, sessions, clock);
  const officers = new OfficerService(people, passwords, totp, sessions, clock);
  return { officers, passwords, sessions, signIns, totp };
}

const refusal = (doing: Promise<unknown>) =>
  doing.then(
    () => 0,
    (error: unknown) => (error instanceof Problem ? error.status : error),
  );

const create = (username: string, password = PASSWORD) =>
  office().officers.create({
    ...{ agencyId, username, password },
    ...{ name: '王秘书', position: '科员', role: 'secretariat' },
  });

describe('an officer', () => {
  it('signs in for twelve hours, by a cookie of which only a digest is stored', async () => {
    await create('wang');
    const { cookie } = await office().signIns.signIn('wang', PASSWORD, FROM);
    expect(Buffer.from(cookie, 'base64url')).toHaveLength(32);
    expect(await office().sessions.find(cookie)).toMatchObject({
      ...{ officer: { username: 'wang', agency: { id: agencyId } } },
    });
    const [rows, people] = await Promise.all([
      database.query<unknown[]>('SELECT * FROM session'),
      database.query<unknown[]>('SELECT * FROM officer'),
    ]);
    expect(JSON.stringify([rows, people])).not.toContain(cookie);
    expect(JSON.stringify(people)).toContain('$argon2id$');
    clock.advance(12 * 60 * MINUTE - 1);
    expect(await office().sessions.find(cookie)).not.toBeNull();
    clock.advance(1);
    expect(await office().sessions.find(cookie)).toBeNull();
  });

  it('is out after signing out, or once no longer active', async () => {
    const { id } = await create('li');
    const first = await office().signIns.signIn('li', PASSWORD, FROM);
    const second = await office().signIns.signIn('li', PASSWORD, FROM);
    await office().sessions.signOut(first.cookie);
    expect(await office().sessions.find(first.cookie)).toBeNull();
    expect(await office().sessions.find(second.cookie)).not.toBeNull();
    await database.query('UPDATE officer SET active = false WHERE id = $1', [id]);
    expect(await office().sessions.find(second.cookie)).toBeNull();
    expect(await refusal(office().signIns.signIn('li', PASSWORD, FROM))).toBe(401);
  });

  it('needs a password of twelve characters', async () => {
    expect(await refusal(create('short', 'elevenchars'))).toBe(422);
  });

  it('is locked for a quarter of an hour after five wrong passwords', async () => {
    await create('zhao');
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await refusal(office().signIns.signIn('zhao', `wrong ${attempt}`, FROM))).toBe(401);
    }
    expect(await refusal(office().signIns.signIn('zhao', PASSWORD, FROM))).toBe(429);
    clock.advance(15 * MINUTE - 1);
    expect(await refusal(office().signIns.signIn('zhao', PASSWORD, FROM))).toBe(429);
    clock.advance(1);
    expect(await refusal(office().signIns.signIn('zhao', PASSWORD, FROM))).toBe(0);
  });

  it('may be wrong four times as often as right: signing in forgets the failures', async () => {
    await create('qian');
    for (let round = 1; round <= 2; round++) {
      for (let attempt = 1; attempt <= 4; attempt++) {
        expect(await refusal(office().signIns.signIn('qian', 'wrong', FROM))).toBe(401);
      }
      expect(await refusal(office().signIns.signIn('qian', PASSWORD, FROM))).toBe(0);
    }
  });

  it('is guessed at five times and no more, however many guess at once', async () => {
    await create('sun');
    const service = office().signIns;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, guess) =>
        refusal(service.signIn('sun', `guess ${guess}`, FROM)),
      ),
    );
    expect(results.filter((status) => status === 401)).toHaveLength(5);
    expect(results.filter((status) => status === 429)).toHaveLength(15);
  });

  it('is not told from nobody: by words or by time', async () => {
    await create('zhou');
    const service = office().signIns;
    const timed = async (username: string) => {
      const before = performance.now();
      await expect(service.signIn(username, 'wrong', FROM)).rejects.toThrow('用户名或密码不正确。');
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
    const token = office(OLD_SECRET).sessions.csrfToken('cookie');
    expect(office(OLD_SECRET).sessions.checkCsrf('cookie', token)).toBe(true);
    expect(office(OLD_SECRET).sessions.checkCsrf('another', token)).toBe(false);
    expect(office(OLD_SECRET).sessions.checkCsrf('cookie', '')).toBe(false);
    expect(office(`${NEW_SECRET},${OLD_SECRET}`).sessions.checkCsrf('cookie', token)).toBe(true);
    expect(office(NEW_SECRET).sessions.checkCsrf('cookie', token)).toBe(false);
    await Promise.resolve();
  });
});

describe("an officer's authenticator", () => {
  /** An officer with one, as another process reads it, and the codes that the phone shows. */
  async function withTotp(username: string, secrets = NEW_SECRET) {
    const { officers, totp } = office(secrets);
    const { id } = await create(username);
    await totp.begin(await officers.byUsername(username));
    const begun = await officers.byUsername(username);
    const { secret } = totp.setup(begun) ?? { secret: '' };
    const phone = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = () => phone.generate({ timestamp: clock.now().getTime() });
    const recovery = await totp.confirm(begun, code());
    clock.advance(MINUTE);
    return { id, secret, code, recovery };
  }
  const password = (username: string, secrets = NEW_SECRET) =>
    office(secrets).signIns.signIn(username, PASSWORD, FROM);
  const answer = (cookie: string, code: string, secrets = NEW_SECRET) =>
    office(secrets).signIns.answerCode(cookie, code, FROM);

  it('is asked for after the password, which alone opens nothing', async () => {
    const { code } = await withTotp('feng');
    const waiting = await password('feng');
    expect(waiting.step).toBe('code');
    expect(await office().sessions.find(waiting.cookie)).toBeNull();
    const signedIn = await answer(waiting.cookie, code());
    expect(signedIn.step).toBe('session');
    expect(await office().sessions.find(signedIn.cookie)).not.toBeNull();
  });

  it('gives codes that open once, to whoever is first', async () => {
    const { code } = await withTotp('chen');
    const [one, two] = [await password('chen'), await password('chen')];
    const used = code();
    const opened = await Promise.all([
      refusal(answer(one.cookie, used)),
      refusal(answer(two.cookie, used)),
    ]);
    expect(opened.filter((status) => status === 0)).toHaveLength(1);
    const third = await password('chen');
    expect(await refusal(answer(third.cookie, used))).toBe(401);
  });

  it('locks after five wrong codes, however often the password is right in between', async () => {
    const { code } = await withTotp('wei');
    for (let guess = 0; guess < 5; guess += 1) {
      const { cookie } = await password('wei');
      expect(await refusal(answer(cookie, '000000'))).toBe(401);
    }
    expect(await refusal(password('wei'))).toBe(429);
    clock.advance(15 * MINUTE);
    const { cookie } = await password('wei');
    expect(await refusal(answer(cookie, code()))).toBe(0);
  });

  it('is waited for five minutes', async () => {
    const { code } = await withTotp('jiang');
    const { cookie } = await password('jiang');
    clock.advance(5 * MINUTE);
    expect(await refusal(answer(cookie, code()))).toBe(410);
  });

  it('is replaced by a recovery code, each once', async () => {
    const { recovery } = await withTotp('shen');
    expect(recovery).toHaveLength(10);
    const [first = ''] = recovery;
    expect(first).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);
    const one = await password('shen');
    expect(await refusal(answer(one.cookie, first.toUpperCase().replaceAll('-', ' ')))).toBe(0);
    const two = await password('shen');
    expect(await refusal(answer(two.cookie, first))).toBe(401);
    expect(await office().totp.unusedRecoveryCodes((await byName('shen')).id)).toBe(9);
  });

  it('has a secret that no table shows, and that outlives a rotation of ours', async () => {
    const { secret, code, recovery } = await withTotp('han', OLD_SECRET);
    const rows = [
      await database.query('SELECT * FROM officer'),
      await database.query('SELECT * FROM recovery_code'),
    ];
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(recovery[0]);
    const both = `${NEW_SECRET},${OLD_SECRET}`;
    const during = await password('han', both);
    expect(await refusal(answer(during.cookie, code(), both))).toBe(0);
    clock.advance(MINUTE);
    const after = await password('han', NEW_SECRET);
    expect(await refusal(answer(after.cookie, code(), NEW_SECRET))).toBe(0);
  });

  const byName = (username: string) => office().officers.byUsername(username);

  it('is not on before its first code is right', async () => {
    const { totp } = office();
    await create('yang');
    await totp.begin(await byName('yang'));
    expect(await refusal(totp.confirm(await byName('yang'), '000000'))).toBe(422);
    expect((await password('yang')).step).toBe('session');
  });
});

describe('a password', () => {
  it('that is changed ends every other session', async () => {
    const { passwords, sessions, signIns } = office();
    const officer = await create('zhu');
    const here = await signIns.signIn('zhu', PASSWORD, FROM);
    const there = await signIns.signIn('zhu', PASSWORD, FROM);
    const kept = await sessions.find(here.cookie);
    const chosen = '三月的油菜花开到天边去了';
    const typed = { old: PASSWORD, chosen, again: chosen };
    const guessed = passwords.change(officer, { ...typed, old: 'x' }, kept?.id ?? '');
    expect(await refusal(guessed)).toBe(422);
    await passwords.change(officer, typed, kept?.id ?? '');
    expect(await sessions.find(here.cookie)).not.toBeNull();
    expect(await sessions.find(there.cookie)).toBeNull();
    expect(await refusal(signIns.signIn('zhu', PASSWORD, FROM))).toBe(401);
  });

  it('that an operator resets is for one sign-in, and whoever was in is out', async () => {
    const { officers, sessions, signIns } = office();
    const officer = await create('qin');
    const { cookie } = await signIns.signIn('qin', PASSWORD, FROM);
    const given = await officers.resetPassword(officer);
    expect(given).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(await sessions.find(cookie)).toBeNull();
    const again = await signIns.signIn('qin', given, FROM);
    expect((await sessions.find(again.cookie))?.officer.mustChangePassword).toBe(true);
  });
});

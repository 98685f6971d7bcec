import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { hash, verify } from '@node-rs/argon2';
import { Clock, CONFIG, type Config, newId, Problem } from '#platform';
import { LessThanOrEqual, Repository } from 'typeorm';
import { Officer, type OfficerRole, Session } from './access.entities.js';

const SESSION_MS = 12 * 3_600_000;
const FAILURES_TO_LOCK = 5;
const LOCK_MS = 15 * 60_000;

export interface NewOfficer {
  agencyId: string;
  username: string;
  name: string;
  position: string;
  role: OfficerRole;
  password: string;
}

const digestOf = (cookie: string): string => createHash('sha256').update(cookie).digest('hex');

/** People who sign in to the console. */
@Injectable()
export class OfficerService {
  #nobody: Promise<string> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectRepository(Officer) private readonly officers: Repository<Officer>,
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly clock: Clock,
  ) {}

  async create(person: NewOfficer): Promise<Officer> {
    const { password, ...rest } = person;
    if (password.length < 12) throw Problem.field('password', '密码至少12个字符');
    const officer = this.officers.create({
      id: newId(),
      ...rest,
      passwordHash: await hash(password),
      active: true,
      failedSignIns: 0,
      lockedUntil: null,
    });
    await this.officers.insert(officer);
    return officer;
  }

  /** @throws Problem 401 wrong-credentials, 429 sign-in-locked */
  async signIn(username: string, password: string): Promise<{ cookie: string; officer: Officer }> {
    const now = this.clock.now();
    const officer = await this.officers.findOne({
      where: { username, active: true },
      relations: { agency: true },
    });
    if (officer && !(await this.#takeAttempt(officer.id, now))) {
      throw new Problem(429, 'sign-in-locked', '尝试次数过多，请15分钟后再试。');
    }
    // An unknown name takes as long as a wrong password.
    this.#nobody ??= hash(randomBytes(16).toString('hex'));
    const matches = await verify(officer?.passwordHash ?? (await this.#nobody), password);
    if (!officer || !matches) {
      throw new Problem(401, 'wrong-credentials', '用户名或密码不正确。');
    }
    await this.officers.update(officer.id, { failedSignIns: 0, lockedUntil: null });
    await this.sessions.delete({ expiresAt: LessThanOrEqual(now) });
    const cookie = randomBytes(32).toString('base64url');
    await this.sessions.insert({
      digest: digestOf(cookie),
      officerId: officer.id,
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_MS),
    });
    return { cookie, officer };
  }

  /** The officer behind a cookie, with the agency; null where the session has ended. */
  async session(cookie: string): Promise<Officer | null> {
    const session = await this.sessions.findOne({
      where: { digest: digestOf(cookie) },
      relations: { officer: { agency: true } },
    });
    if (!session || session.expiresAt <= this.clock.now() || !session.officer.active) return null;
    return session.officer;
  }

  async signOut(cookie: string): Promise<void> {
    await this.sessions.delete({ digest: digestOf(cookie) });
  }

  csrfToken(cookie: string): string {
    return csrf(this.config.CHAOGAO_SECRETS[0] ?? '', cookie);
  }

  /** Any of our secrets will do: a form that was open while they were rotated still works. */
  checkCsrf(cookie: string, token: string): boolean {
    const given = Buffer.from(token);
    return this.config.CHAOGAO_SECRETS.some((secret) => {
      const expected = Buffer.from(csrf(secret, cookie));
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
  }

  /**
   * False where the account is locked. Counted as a failure before the password is looked at, so that
   * a hundred guesses at once are no more than five; a right password takes it back.
   */
  async #takeAttempt(officerId: string, now: Date): Promise<boolean> {
    const [, taken] = await this.officers.query<[unknown[], number]>(
      `UPDATE officer SET
         failed_sign_ins = CASE WHEN failed_sign_ins + 1 >= $2 THEN 0 ELSE failed_sign_ins + 1 END,
         locked_until = CASE WHEN failed_sign_ins + 1 >= $2 THEN $3::timestamptz END
       WHERE id = $1 AND (locked_until IS NULL OR locked_until <= $4)`,
      [officerId, FAILURES_TO_LOCK, new Date(now.getTime() + LOCK_MS), now],
    );
    return taken > 0;
  }
}

const csrf = (secret: string, cookie: string): string =>
  createHmac('sha256', secret).update(`csrf${cookie}`).digest('base64url');

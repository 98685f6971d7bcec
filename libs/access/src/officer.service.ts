import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { hash, verify } from '@node-rs/argon2';
import { Clock, CONFIG, type Config, newId, Problem } from '#platform';
import { Repository } from 'typeorm';
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
    if (officer?.lockedUntil && officer.lockedUntil > now) {
      throw new Problem(429, 'sign-in-locked', '尝试次数过多，请15分钟后再试。');
    }
    // An unknown name takes as long as a wrong password.
    this.#nobody ??= hash(randomBytes(16).toString('hex'));
    const matches = await verify(officer?.passwordHash ?? (await this.#nobody), password);
    if (!officer || !matches) {
      if (officer) await this.#noteFailure(officer.id, now);
      throw new Problem(401, 'wrong-credentials', '用户名或密码不正确。');
    }
    await this.officers.update(officer.id, { failedSignIns: 0, lockedUntil: null });
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
    return createHmac('sha256', this.config.CHAOGAO_SECRETS[0] ?? '')
      .update(`csrf${cookie}`)
      .digest('base64url');
  }

  checkCsrf(cookie: string, token: string): boolean {
    const [expected, given] = [Buffer.from(this.csrfToken(cookie)), Buffer.from(token)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  async #noteFailure(officerId: string, now: Date): Promise<void> {
    await this.officers.query(
      `UPDATE officer SET
         failed_sign_ins = CASE WHEN failed_sign_ins + 1 >= $2 THEN 0 ELSE failed_sign_ins + 1 END,
         locked_until = CASE WHEN failed_sign_ins + 1 >= $2 THEN $3::timestamptz ELSE locked_until END
       WHERE id = $1`,
      [officerId, FAILURES_TO_LOCK, new Date(now.getTime() + LOCK_MS)],
    );
  }
}

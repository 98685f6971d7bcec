import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, CONFIG, type Config, newId, Problem } from '#platform';
import { LessThanOrEqual, MoreThan, Not, Repository } from 'typeorm';
import { PendingSignIn, Session } from './access.entities.js';

const SESSION_MS = 12 * 3_600_000;
/** Noted no more often than this: a page is read far more often than that matters. */
const USED_MS = 5 * 60_000;
const USER_AGENT_LENGTH = 300;

/** Where somebody signs in from. */
export interface From {
  ip: string;
  userAgent: string;
}

export const newCookie = (): string => randomBytes(32).toString('base64url');
export const digestOf = (cookie: string): string =>
  createHash('sha256').update(cookie).digest('hex');

/** Who is signed in, where and since when. */
@Injectable()
export class SessionService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly clock: Clock,
  ) {}

  /** Opens a session and answers the cookie that stands for it. */
  async open(officerId: string, from: From): Promise<string> {
    const now = this.clock.now();
    await this.sessions.delete({ expiresAt: LessThanOrEqual(now) });
    const cookie = newCookie();
    await this.sessions.insert({
      digest: digestOf(cookie),
      id: newId(),
      officerId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_MS),
      lastUsedAt: now,
      ip: from.ip,
      userAgent: from.userAgent.slice(0, USER_AGENT_LENGTH),
    });
    return cookie;
  }

  /** The session of a cookie with officer and agency; null where it has ended. */
  async find(cookie: string): Promise<Session | null> {
    const session = await this.sessions.findOne({
      where: { digest: digestOf(cookie) },
      relations: { officer: { agency: true } },
    });
    const now = this.clock.now();
    if (!session || session.expiresAt <= now || !session.officer.active) return null;
    if (now.getTime() - session.lastUsedAt.getTime() >= USED_MS) {
      await this.sessions.update(session.digest, { lastUsedAt: now });
    }
    return session;
  }

  /** The officer's open sessions, the one used last first. */
  async list(officerId: string): Promise<Session[]> {
    return this.sessions.find({
      where: { officerId, expiresAt: MoreThan(this.clock.now()) },
      order: { lastUsedAt: 'DESC', id: 'DESC' },
      take: 50,
    });
  }

  async signOut(cookie: string): Promise<void> {
    await this.sessions.delete({ digest: digestOf(cookie) });
  }

  /** One of the officer's own. */
  async end(officerId: string, id: string): Promise<void> {
    const { affected } = await this.sessions.delete({ officerId, id });
    if (!affected) throw Problem.notFound('该会话', 'The session');
  }

  /** Every session of an officer, but for the one that is kept, and sign-ins that await a code. */
  async endAll(officerId: string, keptId?: string): Promise<void> {
    await this.sessions.manager.delete(PendingSignIn, { officerId });
    await this.sessions.delete({ officerId, ...(keptId ? { id: Not(keptId) } : {}) });
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
}

const csrf = (secret: string, cookie: string): string =>
  createHmac('sha256', secret).update(`csrf${cookie}`).digest('base64url');

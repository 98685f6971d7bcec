import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, Problem } from '#platform';
import { LessThanOrEqual, Repository } from 'typeorm';
import { Officer, PendingSignIn } from './access.entities.js';
import { PasswordService } from './password.service.js';
import { digestOf, type From, newCookie, SessionService } from './session.service.js';
import { TotpService } from './totp.service.js';

const PENDING_MS = 5 * 60_000;

export interface SignedIn {
  /** `session`: signed in. `code`: the cookie stands for the password alone; a code is awaited. */
  step: 'session' | 'code';
  cookie: string;
}

/** Signing in: the password, then a code where the officer has an authenticator. */
@Injectable()
export class SignInService {
  constructor(
    @InjectRepository(Officer) private readonly officers: Repository<Officer>,
    @InjectRepository(PendingSignIn) private readonly pending: Repository<PendingSignIn>,
    private readonly passwords: PasswordService,
    private readonly totp: TotpService,
    private readonly sessions: SessionService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 401 wrong-credentials, 429 sign-in-locked */
  async signIn(username: string, password: string, from: From): Promise<SignedIn> {
    const officer = await this.officers.findOneBy({ username, active: true });
    if (!(await this.passwords.check(officer, password)) || !officer) {
      throw new Problem(
        401,
        'wrong-credentials',
        '用户名或密码不正确。',
        [],
        'User name or password is wrong.',
      );
    }
    if (!officer.totpSecret) return { step: 'session', cookie: await this.#open(officer, from) };
    const now = this.clock.now();
    await this.pending.delete({ expiresAt: LessThanOrEqual(now) });
    const cookie = newCookie();
    await this.pending.insert({
      digest: digestOf(cookie),
      officerId: officer.id,
      expiresAt: new Date(now.getTime() + PENDING_MS),
    });
    return { step: 'code', cookie };
  }

  /** Whose password was right; null where it is too long ago. */
  async awaited(cookie: string): Promise<Officer | null> {
    const found = await this.pending.findOneBy({ digest: digestOf(cookie) });
    if (!found || found.expiresAt <= this.clock.now()) return null;
    return this.officers.findOneBy({ id: found.officerId, active: true });
  }

  /** @throws Problem 401 wrong-code, 410 sign-in-expired, 429 sign-in-locked */
  async answerCode(cookie: string, code: string, from: From): Promise<SignedIn> {
    const officer = await this.awaited(cookie);
    if (!officer) {
      throw new Problem(
        410,
        'sign-in-expired',
        '登录已超时，请重新输入密码。',
        [],
        'That took too long: please enter your password again.',
      );
    }
    await this.totp.check(officer, code);
    await this.pending.delete({ officerId: officer.id });
    return { step: 'session', cookie: await this.#open(officer, from) };
  }

  async #open(officer: Officer, from: From): Promise<string> {
    await this.officers.update(officer.id, { lastSignedInAt: this.clock.now() });
    return this.sessions.open(officer.id, from);
  }
}

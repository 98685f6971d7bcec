import { randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { hash, verify } from '@node-rs/argon2';
import { Clock, Problem } from '#platform';
import { Repository } from 'typeorm';
import { Officer } from './access.entities.js';
import { takeAttempt } from './attempts.js';
import { lengthProblem, weaknessOf } from './password.rules.js';
import { SessionService } from './session.service.js';

/** Without l, 1, o and 0, which are misread from paper. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** For one sign-in: 80 random bits, to be read aloud or copied from a slip of paper. */
export const oneTimePassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');

/** Passwords: looked at, changed, reset. */
@Injectable()
export class PasswordService {
  #nobody: Promise<string> | null = null;

  constructor(
    @InjectRepository(Officer) private readonly officers: Repository<Officer>,
    private readonly sessions: SessionService,
    private readonly clock: Clock,
  ) {}

  /** False where it is wrong; nobody's password takes as long. @throws Problem 429 sign-in-locked */
  async check(officer: Officer | null, typed: string): Promise<boolean> {
    if (officer) await takeAttempt(this.officers, officer.id, 'password', this.clock.now());
    this.#nobody ??= hash(randomBytes(16).toString('hex'));
    const matches = await verify(officer?.passwordHash ?? (await this.#nobody), typed);
    if (!officer || !matches) return false;
    await this.officers.update(officer.id, { failedSignIns: 0, lockedUntil: null });
    return true;
  }

  /** Before something is done that a stranger at an unlocked screen must not do. */
  async confirm(officer: Officer, typed: string): Promise<void> {
    if (await this.check(officer, typed)) return;
    throw Problem.field('password', '密码不正确', 'The password is wrong');
  }

  /**
   * A password of the officer's own; every other session ends.
   *
   * @throws Problem 422 where the old one is wrong or the new one weak, 429 sign-in-locked
   */
  async change(
    officer: Officer,
    typed: { old: string; chosen: string; again: string },
    sessionId: string,
  ): Promise<void> {
    const { old, chosen, again } = typed;
    const weakness = weaknessOf(chosen, officer);
    if (weakness)
      throw Problem.invalid(weakness.problem, [{ field: 'chosen', ...weakness }], weakness.en);
    if (again !== chosen) {
      throw Problem.field('again', '两次输入的新密码不一致', 'The two new passwords differ');
    }
    if (!(await this.check(officer, old))) {
      throw Problem.field('old', '原密码不正确', 'The old password is wrong');
    }
    if (old === chosen) {
      throw Problem.field('chosen', '新密码须与原密码不同', 'Choose another one than the old');
    }
    await this.officers.update(officer.id, {
      passwordHash: await hash(chosen),
      passwordChangedAt: this.clock.now(),
      mustChangePassword: false,
    });
    await this.sessions.endAll(officer.id, sessionId);
  }

  /** The hash of a password that is given to somebody. @throws Problem 422 where it is too short */
  async hashInitial(password: string): Promise<string> {
    const problem = lengthProblem(password);
    if (problem) throw Problem.field('password', problem.problem, problem.en);
    return hash(password);
  }

  /** A password for one sign-in, shown once; whoever was signed in is out. */
  async reset(officerId: string): Promise<string> {
    const password = oneTimePassword();
    await this.officers.update(officerId, {
      passwordHash: await this.hashInitial(password),
      mustChangePassword: true,
      failedSignIns: 0,
      lockedUntil: null,
    });
    await this.sessions.endAll(officerId);
    return password;
  }
}

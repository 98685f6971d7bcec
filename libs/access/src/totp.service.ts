import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, Problem } from '#platform';
import { Secret, TOTP } from 'otpauth';
import { IsNull, Repository } from 'typeorm';
import { Officer, RecoveryCode } from './access.entities.js';
import { takeAttempt } from './attempts.js';
import { Sealed } from './sealed.js';

const PERIOD_S = 30;
const RECOVERY_CODES = 10;
const WRONG_CODE = ['验证码不正确或已使用', 'The code is wrong, or was used already'] as const;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

export interface TotpSetup {
  /** `otpauth://totp/…`, as a QR code has it. */
  uri: string;
  /** To be typed where no camera is at hand. */
  secret: string;
}

/** Codes of an authenticator (RFC 6238), as an option beside the password. */
@Injectable()
export class TotpService {
  constructor(
    private readonly sealed: Sealed,
    @InjectRepository(Officer) private readonly officers: Repository<Officer>,
    @InjectRepository(RecoveryCode) private readonly codes: Repository<RecoveryCode>,
    private readonly clock: Clock,
  ) {}

  /** A new secret that waits for its first code. */
  async begin(officer: Officer): Promise<void> {
    if (officer.totpSecret) {
      throw Problem.conflict('totp-on', '两步验证已启用。', 'Codes are asked for already.');
    }
    const { base32 } = new Secret({ size: 20 });
    const totpPending = this.sealed.seal(base32, officer.id);
    await this.officers.update(officer.id, { totpPending });
  }

  /** What to scan; null where nothing waits. */
  setup(officer: Officer): TotpSetup | null {
    const secret = officer.totpPending && this.sealed.open(officer.totpPending, officer.id);
    return secret ? { uri: totpOf(secret, officer.username).toString(), secret } : null;
  }

  /** The first code of a new secret: from now on it is asked for. Answers the recovery codes, once. */
  async confirm(officer: Officer, code: string): Promise<string[]> {
    const pending = officer.totpPending;
    const secret = pending && this.sealed.open(pending, officer.id);
    if (!pending || !secret) {
      throw Problem.conflict('totp-not-begun', '请重新开始设置。', 'Please begin again.');
    }
    await takeAttempt(this.officers, officer.id, 'code', this.clock.now());
    const step = this.#stepOf(secret, code);
    if (step === null) throw Problem.field('code', ...WRONG_CODE);
    await this.officers.update(officer.id, {
      ...{ totpSecret: pending, totpPending: null, totpLastStep: step },
      ...{ failedCodes: 0, lockedUntil: null },
    });
    return this.renewRecoveryCodes(officer.id);
  }

  async remove(officerId: string): Promise<void> {
    await this.officers.update(officerId, {
      ...{ totpSecret: null, totpPending: null, totpLastStep: null, failedCodes: 0 },
    });
    await this.codes.delete({ officerId });
  }

  /** Ten new ones; the old ones open no more. */
  async renewRecoveryCodes(officerId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
    await this.codes.manager.transaction(async (manager) => {
      await manager.delete(RecoveryCode, { officerId });
      await manager.insert(
        RecoveryCode,
        codes.map((code) => ({ officerId, digest: digestOf(code), usedAt: null })),
      );
    });
    return codes;
  }

  unusedRecoveryCodes(officerId: string): Promise<number> {
    return this.codes.countBy({ officerId, usedAt: IsNull() });
  }

  /**
   * A code of the authenticator or a recovery code; each opens once.
   *
   * @throws Problem 401 wrong-code, 429 sign-in-locked
   */
  async check(officer: Officer, typed: string): Promise<void> {
    const now = this.clock.now();
    await takeAttempt(this.officers, officer.id, 'code', now);
    const secret = officer.totpSecret && this.sealed.open(officer.totpSecret, officer.id);
    const step = secret ? this.#stepOf(secret, typed) : null;
    const right =
      step === null
        ? await this.#useRecoveryCode(officer.id, typed, now)
        : await this.#useStep(officer.id, step);
    if (!right) {
      const [problem, en] = WRONG_CODE;
      throw new Problem(401, 'wrong-code', problem, [{ field: 'code', problem, en }], en);
    }
    await this.officers.update(officer.id, {
      ...{ failedCodes: 0, lockedUntil: null },
      // Sealed anew, so that a secret of ours that is rotated out opens nothing any more.
      ...(secret ? { totpSecret: this.sealed.seal(secret, officer.id) } : {}),
    });
  }

  /** Which interval a code is of, the one before and the one after included: clocks differ. */
  #stepOf(secret: string, typed: string): number | null {
    const token = typed.replace(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return null;
    const timestamp = this.clock.now().getTime();
    const delta = totpOf(secret, '').validate({ token, timestamp, window: 1 });
    return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_S) + delta;
  }

  async #useStep(officerId: string, step: number): Promise<boolean> {
    const [, used] = await this.officers.query<[unknown[], number]>(
      `UPDATE officer SET totp_last_step = $2
       WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)`,
      [officerId, step],
    );
    return used > 0;
  }

  async #useRecoveryCode(officerId: string, typed: string, usedAt: Date): Promise<boolean> {
    const digest = digestOf(typed);
    const { affected } = await this.codes.update(
      { officerId, digest, usedAt: IsNull() },
      { usedAt },
    );
    return affected === 1;
  }
}

const totpOf = (secret: string, label: string): TOTP =>
  new TOTP({
    ...{ issuer: 'Chaogao', label, algorithm: 'SHA1', digits: 6, period: PERIOD_S },
    secret: Secret.fromBase32(secret),
  });

/** `abcd-efgh-ijkl-mnop` */
function recoveryCode(): string {
  const letters = Array.from(randomBytes(16), (byte) => BASE32[byte % 32]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

const digestOf = (code: string): string =>
  createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z2-7]/g, ''))
    .digest('hex');

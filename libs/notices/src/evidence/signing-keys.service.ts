import { Injectable } from '@nestjs/common';
import { Sealed } from '#access';
import {
  canonical,
  fingerprintOf,
  type KeyPair,
  newKeyPair,
  type PublishedKey,
  signText,
} from '#evidence';
import { Clock, Problem } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';

/** "key" of `pg_advisory_xact_lock`: two processes never make two first keys. */
const LOCK = 20_200_033;

const OWNER = 'signing-key';

/**
 * The key that signs daily roots and evidence. The private half lies sealed in the database, since web
 * and workers share no disk; what opens it is CHAOGAO_SECRETS. A rotation destroys the old private half.
 */
@Injectable()
export class SigningKeys {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly sealed: Sealed,
  ) {}

  /** Of the key in force, as it is printed on documents; makes the key where there is none. */
  async fingerprint(): Promise<string> {
    return (await this.#current()).fingerprint;
  }

  /** Signs with the key in force. Base64. */
  async sign(text: string): Promise<{ signature: string; key: string }> {
    const { fingerprint, sealed } = await this.#current();
    return { signature: signText(text, this.#open(sealed)), key: fingerprint };
  }

  /** Every key that ever was, the oldest first. */
  async published(): Promise<PublishedKey[]> {
    const rows = await this.database.query<(PublishedKey & { createdAt: Date })[]>(
      `SELECT fingerprint, public_key AS "publicKey", previous, succession,
              signed_by_previous AS "signedByPrevious", signed_by_own AS "signedByOwn",
              created_at AS "createdAt"
       FROM signing_key ORDER BY created_at, fingerprint`,
    );
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  }

  /**
   * Puts a new key in force. The old one signs that it follows, and it signs the same: whoever trusts
   * either may trust both. `lost`: the old one cannot be opened any more, and nothing vouches for the new.
   *
   * @throws Problem 409 key-sealed where the old key does not open and `lost` was not said
   */
  async rotate(lost = false): Promise<{ before: string | null; after: string }> {
    return this.database.transaction(async (manager) => {
      const old = await this.#locked(manager);
      const pair = newKeyPair();
      if (!old) {
        await this.#insert(manager, pair, null, null);
        return { before: null, after: pair.fingerprint };
      }
      const succession = canonical({
        type: 'key-succession',
        previous: old.fingerprint,
        next: pair.publicKey,
        at: this.clock.now().toISOString(),
      });
      const signatures = lost
        ? null
        : {
            succession,
            byPrevious: signText(succession, this.#open(old.sealed)),
            byOwn: signText(succession, pair.privateKey),
          };
      await manager.query('DELETE FROM signing_secret');
      await this.#insert(manager, pair, old.fingerprint, signatures);
      return { before: old.fingerprint, after: pair.fingerprint };
    });
  }

  async #current(): Promise<{ fingerprint: string; sealed: string }> {
    const [known] = await this.database.query<{ fingerprint: string; sealed: string }[]>(
      'SELECT fingerprint, sealed FROM signing_secret',
    );
    if (known) return known;
    return this.database.transaction(async (manager) => {
      const made = await this.#locked(manager);
      return made ?? this.#insert(manager, newKeyPair(), null, null);
    });
  }

  async #locked(manager: EntityManager): Promise<{ fingerprint: string; sealed: string } | null> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const [row] = await manager.query<{ fingerprint: string; sealed: string }[]>(
      'SELECT fingerprint, sealed FROM signing_secret',
    );
    return row ?? null;
  }

  async #insert(
    manager: EntityManager,
    { publicKey, privateKey }: KeyPair,
    previous: string | null,
    signed: { succession: string; byPrevious: string; byOwn: string } | null,
  ): Promise<{ fingerprint: string; sealed: string }> {
    const fingerprint = fingerprintOf(publicKey);
    const sealed = this.sealed.seal(privateKey, OWNER);
    await manager.query(
      `INSERT INTO signing_key (fingerprint, public_key, previous, succession, signed_by_previous,
                                signed_by_own, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        fingerprint,
        publicKey,
        previous,
        signed?.succession ?? null,
        signed?.byPrevious ?? null,
        signed?.byOwn ?? null,
        this.clock.now(),
      ],
    );
    await manager.query('INSERT INTO signing_secret (fingerprint, sealed) VALUES ($1, $2)', [
      fingerprint,
      sealed,
    ]);
    return { fingerprint, sealed };
  }

  #open(sealed: string): string {
    const privateKey = this.sealed.open(sealed, OWNER);
    if (privateKey !== null) return privateKey;
    throw Problem.conflict(
      'key-sealed',
      '签名私钥无法解封：请恢复当时的 CHAOGAO_SECRETS，或运行 chaogao evidence-key rotate --lost。',
      'The signing key does not open: put the secret that sealed it back into CHAOGAO_SECRETS, or run `chaogao evidence-key rotate --lost`.',
    );
  }
}

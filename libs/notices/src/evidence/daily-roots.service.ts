import { Inject, Injectable } from '@nestjs/common';
import { addDays, localDateOf, type PlainDate } from '#calendar';
import {
  BLOCK,
  canonical,
  inclusionPath,
  leafHash,
  requestTimeStamp,
  sha256Hex,
  treeHash,
} from '#evidence';
import { Clock, CONFIG, type Config, createLogger } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { SigningKeys } from './signing-keys.service.js';

/** Hour in China from which the day's root is made: night, so that a day's work lies in one tree. */
const HOUR = 1;
const LOCK = 20_200_034;
/** Blocks read at once. */
const BLOCKS_A_READ = 40;
/** A token that no authority gave within so many days is given up. */
const STAMP_DAYS = 30;

interface Leaf {
  noticeId: string | null;
  seq: number;
  digest: string;
}

/** What a leaf says, as it is hashed. */
export const leafText = ({ noticeId, seq, digest }: Leaf): string =>
  canonical(noticeId === null ? { previousRoot: digest } : { noticeId, seq, digest });

/** The way from the head of a chain to a signed root; the verifier reads it as it is. */
export interface InclusionProof {
  day: PlainDate;
  leaf: { noticeId: string; seq: number; digest: string };
  index: number;
  size: number;
  path: string[];
  /** Canonical JSON with the root, as it was signed. */
  statement: string;
  key: string;
  signature: string;
  stamp: { authority: string; token: string; stampedAt: string } | null;
}

export interface DailyRoot {
  day: PlainDate;
  root: string;
  size: number;
  statement: string;
  key: string;
  signature: string;
  madeAt: Date;
}

export interface PublishedRoot extends DailyRoot {
  /** When a third party stamped it; null where none has. */
  stampedAt: Date | null;
}

const ROOT_COLUMNS = `to_char(day, 'YYYY-MM-DD') AS day, root, size, statement, key, signature, made_at AS "madeAt"`;

/**
 * Once a day: the heads of all chains that have changed, and the root before, in one Merkle tree whose
 * root is signed. Takes no lock of any chain: what was not committed yet is covered the next day.
 */
@Injectable()
export class DailyRoots {
  readonly #logger;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly keys: SigningKeys,
  ) {
    this.#logger = createLogger(config.LOG_LEVEL);
  }

  /** Makes today's root unless there is one or it is too early; answers whether it did. */
  async makeDue(): Promise<boolean> {
    const now = this.clock.now();
    const today = localDateOf(new Date(now.getTime() - HOUR * 3_600_000));
    if (await this.#made(this.database.manager, today)) return false;
    // Before the transaction: the first key has a transaction of its own.
    await this.keys.fingerprint();
    return this.database.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      if (await this.#made(manager, today)) return false;
      await this.#make(manager, today, now);
      return true;
    });
  }

  async latest(): Promise<DailyRoot | null> {
    const [row] = await this.database.query<DailyRoot[]>(
      `SELECT ${ROOT_COLUMNS} FROM daily_root ORDER BY daily_root.day DESC LIMIT 1`,
    );
    return row ?? null;
  }

  /** The newest first; `before` a day, where it is given. */
  async recent(most: number, before: PlainDate | null = null): Promise<PublishedRoot[]> {
    return this.database.query<PublishedRoot[]>(
      `SELECT ${ROOT_COLUMNS},
              (SELECT stamped_at FROM root_stamp s WHERE s.day = daily_root.day) AS "stampedAt"
       FROM daily_root WHERE $2::date IS NULL OR daily_root.day < $2::date
       ORDER BY daily_root.day DESC LIMIT $1`,
      [most, before],
    );
  }

  /** The proof of the longest part of a chain that a root covers; null where none covers any. */
  async proofOf(noticeId: string): Promise<InclusionProof | null> {
    const [leaf] = await this.database.query<
      { day: PlainDate; position: number; seq: number; digest: string }[]
    >(
      `SELECT to_char(day, 'YYYY-MM-DD') AS day, position, seq, digest FROM root_leaf
       WHERE notice_id = $1 ORDER BY seq DESC LIMIT 1`,
      [noticeId],
    );
    if (!leaf) return null;
    const { day, position, seq, digest } = leaf;
    const block = Math.floor(position / BLOCK);
    const [leaves, blocks, [root], [stamp]] = await Promise.all([
      this.#leaves(this.database.manager, day, block, 1),
      this.database.query<{ hash: string }[]>(
        'SELECT hash FROM root_block WHERE day = $1 ORDER BY block',
        [day],
      ),
      this.database.query<DailyRoot[]>(
        `SELECT ${ROOT_COLUMNS} FROM daily_root WHERE daily_root.day = $1`,
        [day],
      ),
      this.database.query<{ authority: string; token: Buffer; stampedAt: Date }[]>(
        `SELECT authority, token, stamped_at AS "stampedAt" FROM root_stamp WHERE day = $1`,
        [day],
      ),
    ]);
    if (!root) throw new Error(`the root of ${day} is gone`);
    const path = [
      ...inclusionPath(leaves.map(hashOf), position % BLOCK),
      ...inclusionPath(
        blocks.map(({ hash }) => Buffer.from(hash, 'hex')),
        block,
      ),
    ];
    return {
      day,
      leaf: { noticeId, seq, digest },
      index: position,
      size: root.size,
      path: path.map((hash) => hash.toString('hex')),
      statement: root.statement,
      key: root.key,
      signature: root.signature,
      stamp: stamp
        ? {
            authority: stamp.authority,
            token: stamp.token.toString('base64'),
            stampedAt: stamp.stampedAt.toISOString(),
          }
        : null,
    };
  }

  /** Asks the time-stamping authority, where there is one, for what it has not stamped yet. */
  async stampDue(): Promise<void> {
    const authority = this.config.TSA_URL;
    if (!authority) return;
    const since = addDays(localDateOf(this.clock.now()), -STAMP_DAYS);
    const roots = await this.database.query<{ day: PlainDate; statement: string }[]>(
      `SELECT to_char(day, 'YYYY-MM-DD') AS day, statement FROM daily_root r
       WHERE day >= $1 AND NOT EXISTS (SELECT 1 FROM root_stamp s WHERE s.day = r.day)
       ORDER BY r.day LIMIT 5`,
      [since],
    );
    for (const { day, statement } of roots) {
      try {
        const token = await requestTimeStamp(authority, sha256Hex(statement));
        await this.database.query(
          `INSERT INTO root_stamp (day, authority, token, stamped_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT DO NOTHING`,
          [day, authority, token, this.clock.now()],
        );
      } catch (error) {
        this.#logger.warn({ day }, `no time-stamp yet: ${String(error)}`);
        return;
      }
    }
  }

  async #made(manager: EntityManager, day: PlainDate): Promise<boolean> {
    const rows = await manager.query<unknown[]>('SELECT 1 FROM daily_root WHERE day >= $1', [day]);
    return rows.length > 0;
  }

  async #make(manager: EntityManager, day: PlainDate, now: Date): Promise<void> {
    const [previous] = await manager.query<{ day: PlainDate; root: string; boundary: string }[]>(
      `SELECT to_char(day, 'YYYY-MM-DD') AS day, root, boundary::text AS boundary
       FROM daily_root ORDER BY daily_root.day DESC LIMIT 1`,
    );
    // Older transactions have all ended: none can still add an event that would be missed.
    const [horizon] = await manager.query<{ boundary: string }[]>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS boundary',
    );
    const boundary = horizon?.boundary ?? '0';
    await manager.query(
      `INSERT INTO root_leaf (day, position, notice_id, seq, digest) VALUES ($1, 0, NULL, 0, $2)`,
      [day, previous?.root ?? ''],
    );
    await manager.query(
      `INSERT INTO root_leaf (day, position, notice_id, seq, digest)
       SELECT $1, row_number() OVER (ORDER BY h.notice_id), h.notice_id, h.seq, h.digest
       FROM (SELECT DISTINCT ON (e.notice_id) e.notice_id, e.seq, e.digest
             FROM agency i CROSS JOIN LATERAL (
               SELECT notice_id, seq, digest FROM event WHERE issuer_id = i.id
               AND transaction >= $2::xid8 AND transaction < $3::xid8) e
             ORDER BY e.notice_id, e.seq DESC) h`,
      [day, previous?.boundary ?? '0', boundary],
    );
    const { blocks, size } = await this.#hashBlocks(manager, day);
    const root = treeHash(blocks).toString('hex');
    const statement = canonical({
      type: 'daily-root',
      day,
      root,
      size,
      previousRoot: previous?.root ?? null,
      at: now.toISOString(),
    });
    const { signature, key } = await this.keys.sign(statement);
    await manager.query(
      `INSERT INTO daily_root (day, root, size, statement, key, signature, boundary, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7::xid8, $8)`,
      [day, root, size, statement, key, signature, boundary, now],
    );
  }

  /** Some thousand leaves at a time, whatever their number. */
  async #hashBlocks(
    manager: EntityManager,
    day: PlainDate,
  ): Promise<{ blocks: Buffer[]; size: number }> {
    const blocks: Buffer[] = [];
    let size = 0;
    for (;;) {
      const leaves = await this.#leaves(manager, day, blocks.length, BLOCKS_A_READ);
      const first = blocks.length;
      for (let at = 0; at < leaves.length; at += BLOCK) {
        blocks.push(treeHash(leaves.slice(at, at + BLOCK).map(hashOf)));
      }
      size += leaves.length;
      const made = blocks
        .slice(first)
        .map((hash, index) => ({ day, block: first + index, hash: hash.toString('hex') }));
      await manager.query(
        `INSERT INTO root_block (day, block, hash)
         SELECT day, block, hash FROM jsonb_populate_recordset(null::root_block, $1::jsonb)`,
        [JSON.stringify(made)],
      );
      if (leaves.length < BLOCK * BLOCKS_A_READ) return { blocks, size };
    }
  }

  #leaves(manager: EntityManager, day: PlainDate, block: number, count: number): Promise<Leaf[]> {
    return manager.query<Leaf[]>(
      `SELECT notice_id AS "noticeId", seq, digest FROM root_leaf
       WHERE day = $1 AND position >= $2 AND position < $3 ORDER BY position`,
      [day, block * BLOCK, (block + count) * BLOCK],
    );
  }
}

const hashOf = (leaf: Leaf): Buffer => leafHash(leafText(leaf));

import { readFile } from 'node:fs/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Arrangement, chineseCalendar, type OwnDay, type WorkingCalendar } from '#calendar';
import { Clock, CONFIG, type Config } from '#platform';
import { ladderOf, parseRulebook, type Rulebook } from '#rulebook';
import { DataSource } from 'typeorm';
import type { RuleContext } from './copy-events.js';

/** How long a process may count on a calendar that another process has replaced. */
const CALENDAR_REFRESH_MS = 5_000;

/**
 * The rulebook and the calendar in force: what every rule is given as its context. The calendar is read
 * again in the background: who asks inside a transaction never waits for a second connection.
 */
@Injectable()
export class StandingService implements OnModuleInit, OnModuleDestroy {
  #rulebook: Rulebook;
  /** Every version that a running duty may be on: its text, and what was read of it, now or once it was asked for. */
  readonly #sources = new Map<string, string>();
  readonly #versions = new Map<string, Rulebook>();
  #calendar: WorkingCalendar = chineseCalendar();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly database: DataSource,
  ) {}

  async onModuleInit(): Promise<void> {
    const file = this.config.RULEBOOK_FILE;
    const source = await readFile(file, 'utf8');
    this.#rulebook = parseRulebook(source, file);
    await this.database.query(
      `INSERT INTO rulebook_version (version, key, source, loaded_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [this.#rulebook.version, this.#rulebook.key, source, this.clock.now()],
    );
    this.#versions.set(this.#rulebook.version, this.#rulebook);
    await this.#learn();
    await this.reloadCalendar();
    // Where the database is out of reach, what was read last stays until it is back.
    this.#timer = setInterval(
      () => void this.reloadCalendar().catch(() => null),
      CALENDAR_REFRESH_MS,
    ).unref();
  }

  onModuleDestroy(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  get rulebook(): Rulebook {
    return this.#rulebook;
  }

  /** The calendar in force, as of a few seconds ago at most. */
  calendar(): Promise<WorkingCalendar> {
    return Promise.resolve(this.#calendar);
  }

  async reloadCalendar(): Promise<WorkingCalendar> {
    this.#calendar = await readCalendar(this.database);
    return this.#calendar;
  }

  async context(): Promise<RuleContext> {
    return {
      now: this.clock.now(),
      calendar: await this.calendar(),
      officeHours: this.#rulebook.officeHours,
      rulebookVersion: this.#rulebook.version,
      ladderOf: (version, key) => ladderOf(this.#version(version), key),
    };
  }

  /** The rulebook that routed a notice, whatever is in force now. */
  async rulebookOf(version: string): Promise<Rulebook> {
    await this.know([version], this.database);
    return this.#version(version);
  }

  /** Reads the versions that another process has loaded since, where these duties are on one. */
  async know(versions: (string | null)[], database: Pick<DataSource, 'query'>): Promise<void> {
    if (versions.some((one) => one !== null && !this.#sources.has(one))) {
      await this.#learn(database);
    }
  }

  async #learn(database: Pick<DataSource, 'query'> = this.database): Promise<void> {
    const rows = await database.query<{ version: string; source: string }[]>(
      'SELECT version, source FROM rulebook_version WHERE version <> ALL($1)',
      [[...this.#sources.keys()]],
    );
    for (const { version, source } of rows) this.#sources.set(version, source);
  }

  #version(version: string): Rulebook {
    const read = this.#versions.get(version);
    if (read) return read;
    const source = this.#sources.get(version);
    if (source === undefined) throw new Error(`no rulebook of version ${version} was ever loaded`);
    const rulebook = parseRulebook(source, version);
    this.#versions.set(version, rulebook);
    return rulebook;
  }
}

/**
 * The published calendar with what operators imported on top, and, where it is given, an arrangement
 * that is not imported yet.
 */
export async function readCalendar(
  database: Pick<DataSource, 'query'>,
  next?: Arrangement,
): Promise<WorkingCalendar> {
  const versions = await database.query<{ version: number; covers: number[] }[]>(
    'SELECT version, covers FROM calendar_version ORDER BY version',
  );
  const newest = versions.at(-1);
  if (!newest && !next) return chineseCalendar();
  const days = await readOwnDays(database);
  const covers = versions.flatMap((version) => version.covers);
  const version = (newest?.version ?? 0) + (next ? 1 : 0);
  return chineseCalendar({
    days: [...days, ...(next?.days ?? [])],
    covers: [...covers, ...(next?.covers ?? [])],
    version: `own-${version}`,
  });
}

/** Days in the order in which they were entered: of all versions, or of one. */
export function readOwnDays(
  database: Pick<DataSource, 'query'>,
  version?: number,
): Promise<OwnDay[]> {
  return database.query<OwnDay[]>(
    `SELECT to_char(date, 'YYYY-MM-DD') AS date, kind, name, source, document_number AS "documentNumber"
     FROM own_day WHERE $1::int IS NULL OR calendar_version = $1 ORDER BY id`,
    [version ?? null],
  );
}

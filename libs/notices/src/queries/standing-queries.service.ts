import { Injectable } from '@nestjs/common';
import { Problem } from '#platform';
import { parseRulebook, type Rulebook, RulebookError } from '#rulebook';
import { DataSource } from 'typeorm';

export interface RulebookVersion {
  /** SHA-256 of its text, hex. */
  version: string;
  key: string;
  loadedAt: Date;
}

export interface CalendarVersion {
  version: number;
  source: string;
  documentNumber: string | null;
  /** Years that it arranges in full. */
  covers: number[];
  days: number;
  importedAt: Date;
}

/** Which rulebooks and arrangements have been in force, the newest first. */
@Injectable()
export class StandingQueries {
  constructor(private readonly database: DataSource) {}

  /** The newest 50. */
  rulebooks(): Promise<RulebookVersion[]> {
    return this.database.query(
      `SELECT version, key, loaded_at AS "loadedAt" FROM rulebook_version
       ORDER BY loaded_at DESC, version LIMIT 50`,
    );
  }

  /**
   * A rulebook as it was.
   *
   * @throws Problem 404; 409 where it was written for a former release and cannot be read any more
   */
  async rulebook(version: string): Promise<Rulebook> {
    const [row] = await this.database.query<{ source: string }[]>(
      'SELECT source FROM rulebook_version WHERE version = $1',
      [version],
    );
    if (!row) throw Problem.notFound('该规则', 'The rulebook');
    try {
      return parseRulebook(row.source, version);
    } catch (error) {
      if (!(error instanceof RulebookError)) throw error;
      throw Problem.conflict(
        'rulebook-of-old',
        '该版本的规则文件按旧格式编写，现已不能显示。',
        'That version has a format of old, and cannot be shown any more.',
      );
    }
  }

  /** The newest 50. */
  calendars(): Promise<CalendarVersion[]> {
    return this.database.query(
      `SELECT v.version, v.source, v.document_number AS "documentNumber", v.covers,
              v.imported_at AS "importedAt",
              (SELECT count(*)::int FROM own_day d WHERE d.calendar_version = v.version) AS days
       FROM calendar_version v ORDER BY v.version DESC LIMIT 50`,
    );
  }
}

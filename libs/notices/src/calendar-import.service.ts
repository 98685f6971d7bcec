import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type Arrangement, parseArrangement } from '#calendar';
import { Clock, insertRows, Problem } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { RecountService } from './recount.service.js';
import { readOwnDays, StandingService } from './standing.service.js';

export interface CalendarImport {
  version: number;
  days: number;
  recounted: number;
  /** The newest version was made of this very arrangement: nothing was taken in. */
  known: boolean;
}

/** Takes in a year's arrangement or a change, and recounts every open duty that it touches. */
@Injectable()
export class CalendarImportService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly recounts: RecountService,
  ) {}

  /** @throws Problem 422 with every fault of the file: line, key, what is wrong, what would be right */
  async import(text: string, file: string): Promise<CalendarImport> {
    const { arrangement, faults } = parseArrangement(text, file);
    if (!arrangement) {
      throw Problem.invalid(
        `${file} 不能导入。`,
        faults.map(({ line, key, problem, remedy }) => ({
          field: `${file}:${line} ${key}`,
          problem: `${problem}；${remedy}`,
          en: `${problem}; ${remedy}`,
        })),
        `${file} cannot be imported.`,
      );
    }
    const { version, known } = await this.database.transaction(async (manager) => {
      await manager.query('LOCK TABLE calendar_version IN EXCLUSIVE MODE');
      const newest = await newestOf(manager);
      if (newest && isDeepStrictEqual(newest.arrangement, arrangement)) {
        return { version: newest.version, known: true };
      }
      const version = (newest?.version ?? 0) + 1;
      const { source, documentNumber, covers, days } = arrangement;
      const importedAt = this.clock.now();
      await insertRows(manager, 'calendar_version', [
        { version, source, documentNumber, covers, importedAt },
      ]);
      await insertRows(
        manager,
        'own_day',
        days.map((day) => ({ ...day, calendarVersion: version })),
      );
      return { version, known: false };
    });
    await this.standing.reloadCalendar();
    return {
      version,
      days: arrangement.days.length,
      recounted: await this.recounts.recountOlder(),
      known,
    };
  }
}

/** The version that lies on top of all others, as the arrangement that it was made of. */
async function newestOf(
  manager: EntityManager,
): Promise<{ version: number; arrangement: Arrangement } | null> {
  const [newest] = await manager.query<(Omit<Arrangement, 'days'> & { version: number })[]>(
    `SELECT version, source, document_number AS "documentNumber", covers
     FROM calendar_version ORDER BY version DESC LIMIT 1`,
  );
  if (!newest) return null;
  const { version, ...paper } = newest;
  const days = await readOwnDays(manager, version);
  return { version, arrangement: { ...paper, days } };
}

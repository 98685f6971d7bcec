import { Injectable } from '@nestjs/common';
import { parseArrangement } from '#calendar';
import { Clock, insertRows, Problem } from '#platform';
import { DataSource } from 'typeorm';
import { RecountService } from './recount.service.js';
import { StandingService } from './standing.service.js';

export interface CalendarImport {
  version: number;
  days: number;
  recounted: number;
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
    const version = await this.database.transaction(async (manager) => {
      await manager.query('LOCK TABLE calendar_version IN EXCLUSIVE MODE');
      const [row] = await manager.query<{ next: number }[]>(
        'SELECT coalesce(max(version), 0)::int + 1 AS next FROM calendar_version',
      );
      const next = row?.next ?? 1;
      const { source, documentNumber, covers, days } = arrangement;
      const importedAt = this.clock.now();
      await insertRows(manager, 'calendar_version', [
        { version: next, source, documentNumber, covers, importedAt },
      ]);
      await insertRows(
        manager,
        'own_day',
        days.map((day) => ({ ...day, calendarVersion: next })),
      );
      return next;
    });
    await this.standing.reloadCalendar();
    return {
      version,
      days: arrangement.days.length,
      recounted: await this.recounts.recountOlder(),
    };
  }
}

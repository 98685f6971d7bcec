import type { EntityManager } from 'typeorm';

/** 机关代字〔年份〕序号号, GB/T 9704: full year in 〔〕, no leading zeros, no 第. */
export function documentNumber(word: string, year: number, serial: number): string {
  return `${word}〔${year}〕${serial}号`;
}

/**
 * Takes the next number of each series, gapless per agency, series and year: a rollback gives it back.
 * The counter rows stay locked until the commit, so take numbers last. `times` allots several at once;
 * the first of them is returned.
 */
export async function takeNumbers(
  manager: EntityManager,
  agencyId: string,
  series: string[],
  year: number,
  times = 1,
): Promise<Map<string, number>> {
  // In one order everywhere, so that two transactions never wait for each other in a circle.
  const rows = await manager.query<{ series: string; last: number }[]>(
    `INSERT INTO document_counter (agency_id, series, year, last)
     SELECT $1, series, $3, $4 FROM unnest($2::text[]) series
     ON CONFLICT (agency_id, series, year) DO UPDATE SET last = document_counter.last + $4
     RETURNING series, last`,
    [agencyId, [...series].sort(), year, times],
  );
  return new Map(rows.map((row) => [row.series, row.last - times + 1]));
}

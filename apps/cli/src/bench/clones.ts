import type { Pool } from 'pg';

/** Parents before children. */
const TABLES = ['notice', 'document', 'copy', 'duty', 'count', 'step', 'link', 'message', 'event'];

const IDS = new Set(['id', 'notice_id', 'document_id', 'copy_id', 'duty_id', 'link_id']);
/** Text that must be unique. */
const UNIQUE = new Set(['number', 'once']);

/**
 * Copies one notice with everything that belongs to it, `times` times, set by set: ids become digests
 * of the old id and the number of the copy. Returns rows written.
 */
export async function cloneNotice(
  database: Pool,
  noticeId: string,
  times: number,
): Promise<number> {
  let written = 0;
  for (const table of TABLES) {
    const { rows } = await database.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = $1 AND column_name <> 'transaction'`,
      [table],
    );
    const columns = rows.map((row) => row.column_name);
    const values = columns.map((column) =>
      IDS.has(column)
        ? `CASE WHEN t."${column}" IS NULL THEN NULL ELSE md5(i::text || t."${column}"::text)::uuid END`
        : UNIQUE.has(column)
          ? `t."${column}" || ':' || i`
          : `t."${column}"`,
    );
    const belongs =
      table === 'notice'
        ? 't.id = $1'
        : columns.includes('notice_id')
          ? 't.notice_id = $1'
          : table === 'link'
            ? 't.copy_id IN (SELECT id FROM copy WHERE notice_id = $1)'
            : 't.duty_id IN (SELECT id FROM duty WHERE notice_id = $1)';
    const names = columns.map((column) => `"${column}"`).join(', ');
    const result = await database.query(
      `INSERT INTO "${table}" (${names}) SELECT ${values.join(', ')}
       FROM "${table}" t, generate_series(1, $2::int) i WHERE ${belongs}`,
      [noticeId, times],
    );
    written += result.rowCount ?? 0;
  }
  return written;
}

type Row = Record<string, unknown>;

/** The rows of one notice, to be inserted again by plain SQL. */
export class PlainRows {
  #rows = new Map<string, Row[]>();

  constructor(private readonly database: Pool) {}

  async read(noticeId: string): Promise<void> {
    for (const table of TABLES.filter((name) => !['step', 'count'].includes(name))) {
      const where =
        table === 'notice'
          ? 'id = $1'
          : table === 'link'
            ? 'copy_id IN (SELECT id FROM copy WHERE notice_id = $1)'
            : 'notice_id = $1';
      const { rows } = await this.database.query<{ row: Row }>(
        `SELECT to_jsonb(t) - 'transaction' AS row FROM "${table}" t WHERE ${where}`,
        [noticeId],
      );
      this.#rows.set(
        table,
        rows.map(({ row }) => row),
      );
    }
  }

  /** One transaction: the number counter, then one INSERT a table. */
  async insert(index: number, agencyId: string): Promise<void> {
    const client = await this.database.connect();
    const fresh = new Map<unknown, string>();
    const renamed = (row: Row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => {
          if (IDS.has(column) && typeof value === 'string') {
            const id = fresh.get(value) ?? crypto.randomUUID();
            fresh.set(value, id);
            return [column, id];
          }
          return [column, UNIQUE.has(column) ? `${String(value)}/plain${index}` : value];
        }),
      );
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO document_counter VALUES ($1, 'plain', 2026, 1)
         ON CONFLICT (agency_id, series, year) DO UPDATE SET last = document_counter.last + 1`,
        [agencyId],
      );
      for (const [table, rows] of this.#rows) {
        const names = Object.keys(rows[0] ?? {})
          .map((column) => `"${column}"`)
          .join(', ');
        await client.query(
          `INSERT INTO "${table}" (${names})
           SELECT ${names} FROM jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
          [JSON.stringify(rows.map(renamed))],
        );
      }
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }
}

import type { EntityManager } from 'typeorm';

type Row = Record<string, unknown>;

const column = (property: string) =>
  `"${property.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()}"`;

/** What `jsonb_populate_recordset` needs: the columns of the first row, quoted, and all rows as JSON. */
export function rowsAsJson(rows: readonly object[]): { names: string; json: string } {
  const keys = Object.keys(rows[0] ?? {});
  return {
    names: keys.map(column).join(', '),
    json: JSON.stringify(
      (rows as readonly Row[]).map((row) =>
        Object.fromEntries(keys.map((key) => [column(key).slice(1, -1), row[key] ?? null])),
      ),
    ),
  };
}

/**
 * Inserts many rows with one statement and one parameter, whatever their number. All rows have the
 * keys of the first; camelCase keys become snake_case columns.
 */
export async function insertRows(
  manager: EntityManager,
  table: string,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const { names, json } = rowsAsJson(rows);
  await manager.query(
    `INSERT INTO "${table}" (${names}) SELECT ${names} FROM jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
    [json],
  );
}

/** Updates many rows by `id` with one statement; every key beside `id` is set. */
export async function updateRows(
  manager: EntityManager,
  table: string,
  rows: readonly (object & { id: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  const { json } = rowsAsJson(rows);
  const set = Object.keys(rows[0] ?? {})
    .filter((key) => key !== 'id')
    .map((key) => `${column(key)} = r.${column(key)}`)
    .join(', ');
  await manager.query(
    `UPDATE "${table}" t SET ${set} FROM jsonb_populate_recordset(null::"${table}", $1::jsonb) r WHERE t.id = r.id`,
    [json],
  );
}

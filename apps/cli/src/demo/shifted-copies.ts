/** What a list or a page of a notice shows, parents before children. */
export const TABLES = [
  'notice',
  'document',
  'copy',
  'duty',
  'link',
  'submission',
  'reply',
  'silence',
  'message',
] as const;

/** Copies are spread over so many days before their model. */
const SPREAD_DAYS = 720;

/**
 * Functions of one session: the id of copy `i` of a row. Its time moves with the row's, so that lists in
 * the order of ids stay lists in the order of time (UUIDv7: 48 bits of milliseconds first). STABLE, not
 * IMMUTABLE: what is said to be steadier than its body is not inlined, and is set up again for every row.
 */
export const SHIFTED = `
CREATE OR REPLACE FUNCTION pg_temp.days(i integer) RETURNS interval LANGUAGE sql STABLE AS
$$ SELECT make_interval(days => 1 + (i * 37) % ${SPREAD_DAYS}) $$;
CREATE OR REPLACE FUNCTION pg_temp.copied(id uuid, i integer) RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN id IS NULL THEN NULL ELSE (
     lpad(to_hex(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
                 - (1 + (i * 37) % ${SPREAD_DAYS}) * 86400000::bigint), 12, '0')
     || '7' || substr(md5(i || ':' || id), 1, 3) || '8' || substr(md5(i || ':' || id), 5, 15))::uuid END $$;
CREATE OR REPLACE FUNCTION pg_temp.party(i integer, seed text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT substr('陆施沈顾黄徐倪龚蔡茅樊汤姜宋袁杨陈张李王', 1 + (i * 7 + ascii(seed)) % 20, 1)
       || substr('建卫玉志国海永雪春文明德金长立荣新华美凤', 1 + (i * 3 + ascii(right(seed, 1))) % 20, 1)
       || substr('华东兰强庆燕明芳雷军平生龙英飞辉峰琴', 1 + (i * 11 + length(seed)) % 18, 1) $$;`;

const IDS = new Set([
  'id',
  'notice_id',
  'document_id',
  'copy_id',
  'duty_id',
  'link_id',
  'submission_id',
]);
const DATES = /_(on|at)$/;

/** The expressions of a copied row `i` of `t`, in the order of its columns. */
export function valuesOf(table: string, columns: string[]): string {
  const party = `pg_temp.party(i, t.id::text)`;
  const special: Record<string, string> = {
    'notice.head_seq': '0',
    'notice.head_digest': 'NULL',
    'notice.search': `replace(t.search, lower(coalesce(t.facts #>> '{party,name}', '')), ${party})`,
    'notice.facts': `jsonb_set(t.facts, '{party,name}', to_jsonb(${party}))`,
    'document.serial': 't.serial + i * 1000',
    'document.number': `replace(t.number, '〕' || t.serial || '号', '〕' || (t.serial + i * 1000) || '号')`,
    'silence.number': `t.number || '-' || i`,
    'message.once': `t.once || ':' || i`,
    // What waits to be sent must not be: the copies are no notices.
    'message.state': `CASE WHEN t.state IN ('queued', 'sending') THEN 'cancelled' ELSE t.state END`,
    'message.next_attempt_at': 'NULL',
    'submission.digest': `md5(i || t.digest)`,
  };
  return columns
    .map((column) => {
      const found = special[`${table}.${column}`];
      if (found) return found;
      if (IDS.has(column) || column === 'handed_over_from')
        return `pg_temp.copied(t."${column}", i)`;
      if (DATES.test(column)) return shifted(column);
      return `t."${column}"`;
    })
    .join(', ');
}

const shifted = (column: string) =>
  column.endsWith('_on')
    ? `(t."${column}" - pg_temp.days(i))::date`
    : `t."${column}" - pg_temp.days(i)`;

import type { EntityManager } from 'typeorm';

export interface KnownPlot {
  noticeId: string;
  /** The number of its newest document; null while it waits for approval. */
  number: string | null;
}

/** The newest notice in force, or waiting for approval, of each of the issuer's plots; but for one. */
export async function knownPlots(
  manager: EntityManager,
  issuerId: string,
  plots: string[],
  except: string | null = null,
): Promise<Map<string, KnownPlot>> {
  if (plots.length === 0) return new Map();
  const rows = await manager.query<{ plot: string; notice_id: string; number: string | null }[]>(
    `SELECT DISTINCT ON (n.plot_number) n.plot_number AS plot, n.id AS notice_id,
            (SELECT min(d.number) FROM document d WHERE d.notice_id = n.id) AS number
     FROM notice n
     WHERE n.plot_number = ANY($1) AND n.issuer_id = $2 AND n.state <> 'withdrawn'
       AND ($3::uuid IS NULL OR n.id <> $3)
     ORDER BY n.plot_number, n.id DESC`,
    [plots, issuerId, except],
  );
  return new Map(rows.map(({ plot, notice_id: noticeId, number }) => [plot, { noticeId, number }]));
}

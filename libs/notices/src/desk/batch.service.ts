import { Injectable } from '@nestjs/common';
import type { Agency } from '#agencies';
import { canonical, sha256Hex } from '#evidence';
import { Clock, type FieldProblem, insertRows, newId, Problem } from '#platform';
import { DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import { IssueService } from '../issue.service.js';
import { isUuid } from '../queries/cursors.js';
import type { IssueRequest } from '../routed-request.js';
import { Batch, BatchRow, type BatchRowState } from './desk.entities.js';
import { type KnownPlot, knownPlots } from './known-plots.js';

/** Rows of one sheet; a city's quarter of satellite inspection has some hundred. */
export const MOST_BATCH_ROWS = 2000;

/** A row as it was read: what it asks for, or what is wrong with its cells. */
export interface ReadRow {
  line: number;
  cells: string[];
  request: IssueRequest | null;
  problems: FieldProblem[];
}

export interface BatchCounts extends Record<BatchRowState, number> {
  total: number;
}

export interface BatchRowView {
  row: BatchRow;
  /** Of the notice that this row became, or that was sent before. */
  number: string | null;
}

/** Spreadsheets of many notices: checked and kept, then sent by the worker, each row once. */
@Injectable()
export class BatchService {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly issuing: IssueService,
  ) {}

  /** Checks every row by the rules of an issue and keeps the sheet with what was found. */
  async check(
    issuer: Agency,
    sheet: { kind: string; fileName: string; headers: string[]; rows: ReadRow[] },
    fieldOf: (path: string) => string,
    actor: string,
  ): Promise<string> {
    const { manager } = this.database;
    const batch = { id: newId(), agencyId: issuer.id, createdBy: actor };
    const checked: BatchRow[] = [];
    for (const row of sheet.rows) {
      const problems = [...row.problems, ...(await this.#problemsOf(row, issuer, fieldOf))];
      checked.push(newRow(batch.id, { ...row, problems }));
    }
    refuseTwins(checked);
    await settle(manager, issuer.id, checked);
    await this.database.transaction(async (transaction) => {
      const { kind, fileName, headers } = sheet;
      await transaction.insert(Batch, {
        ...batch,
        kind,
        fileName,
        headers,
        createdAt: this.clock.now(),
      });
      await insertRows(transaction, 'batch_row', checked);
    });
    return batch.id;
  }

  /** The newest first. */
  async list(agencyId: string, limit = 20): Promise<{ batch: Batch; counts: BatchCounts }[]> {
    const batches = await this.database
      .getRepository(Batch)
      .find({ where: { agencyId }, order: { id: 'DESC' }, take: limit });
    const counts = await this.#counts(batches.map(({ id }) => id));
    return batches.map((batch) => ({ batch, counts: counts.get(batch.id) ?? emptyCounts() }));
  }

  /** @throws Problem 404 also where it is another agency's */
  async get(agencyId: string, batchId: string): Promise<{ batch: Batch; counts: BatchCounts }> {
    const batch = isUuid(batchId)
      ? await this.database.getRepository(Batch).findOneBy({ id: batchId, agencyId })
      : null;
    if (!batch) throw Problem.notFound('该批次', 'The batch');
    return { batch, counts: (await this.#counts([batchId])).get(batchId) ?? emptyCounts() };
  }

  /** Rows in the order of the sheet, those in `states` or all, after a line. */
  async rows(
    batchId: string,
    states: BatchRowState[] | null,
    afterLine: number,
    limit: number,
  ): Promise<BatchRowView[]> {
    const rows = await this.database.getRepository(BatchRow).find({
      where: { batchId, line: MoreThan(afterLine), ...(states ? { state: In(states) } : {}) },
      order: { line: 'ASC' },
      take: limit,
    });
    const numbers = await numbersOf(
      this.database.manager,
      rows.flatMap(({ noticeId }) => noticeId ?? []),
    );
    return rows.map((row) => ({ row, number: numbers.get(row.noticeId ?? '') ?? null }));
  }

  /**
   * From here the worker sends the rows that are right. `alsoKnownPlots`: also those whose plot is
   * already under a notice. Confirming again changes nothing.
   *
   * @throws Problem 422 where that is no row at all: the sheet stays as it is, to be confirmed later
   */
  async confirm(
    agencyId: string,
    batchId: string,
    alsoKnownPlots: boolean,
    actor: string,
  ): Promise<void> {
    const { batch } = await this.get(agencyId, batchId);
    await this.database.transaction(async (manager) => {
      const { affected } = await manager
        .createQueryBuilder()
        .update(Batch)
        .set({ confirmedBy: actor, confirmedAt: this.clock.now() })
        .where('id = :id AND confirmed_at IS NULL', batch)
        .execute();
      if (!affected) return;
      const states = alsoKnownPlots ? ['ready', 'known-plot'] : ['ready'];
      const [, waiting] = await manager.query<[unknown[], number]>(
        `UPDATE batch_row SET state = 'waiting' WHERE batch_id = $1 AND state = ANY($2)`,
        [batchId, states],
      );
      if (waiting === 0) {
        throw Problem.field(
          'alsoKnownPlots',
          '没有选中要发出的行：如要再发，请先勾选',
          'No row is chosen: tick the box to send them again',
        );
      }
    });
  }

  async #problemsOf(
    { request, problems }: ReadRow,
    issuer: Agency,
    fieldOf: (path: string) => string,
  ): Promise<FieldProblem[]> {
    if (!request || problems.length > 0) return [];
    try {
      await this.issuing.check(request, issuer, this.database.manager);
      return [];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.forForm.map((one) => ({ ...one, field: fieldOf(one.field) }));
    }
  }

  async #counts(batchIds: string[]): Promise<Map<string, BatchCounts>> {
    const rows = await this.database.query<
      { batch_id: string; state: BatchRowState; rows: number }[]
    >(
      `SELECT batch_id, state, count(*)::int AS rows FROM batch_row
       WHERE batch_id = ANY($1) GROUP BY batch_id, state`,
      [batchIds],
    );
    const counts = new Map<string, BatchCounts>();
    for (const { batch_id: id, state, rows: count } of rows) {
      const of = counts.get(id) ?? emptyCounts();
      of[state] = count;
      of.total += count;
      counts.set(id, of);
    }
    return counts;
  }
}

const emptyCounts = (): BatchCounts => ({
  total: 0,
  faulty: 0,
  ready: 0,
  'known-plot': 0,
  'already-sent': 0,
  waiting: 0,
  sent: 0,
  failed: 0,
});

function newRow(batchId: string, { line, cells, request, problems }: ReadRow): BatchRow {
  const right = request !== null && problems.length === 0;
  return Object.assign(new BatchRow(), {
    id: newId(),
    batchId,
    line,
    cells,
    request: right ? request : null,
    problems,
    key: right ? keyOf(request) : null,
    state: right ? 'ready' : 'faulty',
    noticeId: null,
    failure: null,
    claimedUntil: null,
  });
}

/** The same content has the same key, whichever sheet it comes in: it is sent once. */
function keyOf(request: IssueRequest): string {
  const digest = sha256Hex(canonical(request)).slice(0, 32);
  return `batch:${request.facts.plotNumber ?? ''}:${digest}`;
}

/** One plot twice in one sheet: nobody knows which row is meant. */
function refuseTwins(rows: BatchRow[]): void {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const plot = row.request?.facts.plotNumber;
    if (plot === undefined) continue;
    const first = seen.get(plot);
    if (first === undefined) seen.set(plot, row.line);
    else {
      Object.assign(row, { state: 'faulty', request: null, key: null });
      row.problems.push({
        field: '图斑编号',
        problem: `与第${first}行的图斑编号相同，请删去一行`,
        en: `The same plot as in line ${first}; delete one of them`,
      });
    }
  }
}

/** Finds the rows that were sent before, and those whose plot is under a notice. */
async function settle(manager: EntityManager, agencyId: string, rows: BatchRow[]): Promise<void> {
  const right = rows.filter(({ state }) => state === 'ready');
  const sent = await manager.query<{ key: string; notice_id: string }[]>(
    'SELECT key, notice_id FROM idempotency WHERE agency_id = $1 AND key = ANY($2)',
    [agencyId, right.map(({ key }) => key)],
  );
  const before = new Map(sent.map(({ key, notice_id: noticeId }) => [key, noticeId]));
  const plots: Map<string, KnownPlot> = await knownPlots(
    manager,
    agencyId,
    right.flatMap(({ request }) => request?.facts.plotNumber ?? []),
  );
  for (const row of right) {
    const noticeId = before.get(row.key ?? '');
    const known = plots.get(row.request?.facts.plotNumber ?? '');
    if (noticeId) Object.assign(row, { state: 'already-sent', noticeId });
    else if (known) Object.assign(row, { state: 'known-plot', noticeId: known.noticeId });
  }
}

async function numbersOf(
  manager: EntityManager,
  noticeIds: string[],
): Promise<Map<string, string>> {
  if (noticeIds.length === 0) return new Map();
  const rows = await manager.query<{ notice_id: string; number: string }[]>(
    `SELECT notice_id, string_agg(number, '、' ORDER BY form) AS number FROM document
     WHERE notice_id = ANY($1) GROUP BY notice_id`,
    [noticeIds],
  );
  return new Map(rows.map((row) => [row.notice_id, row.number]));
}

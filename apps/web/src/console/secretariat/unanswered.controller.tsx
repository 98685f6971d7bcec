import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { localDateOf } from '#calendar';
import {
  AgencyRecords,
  StandingService,
  type UnansweredFilter,
  UnansweredQueries,
  type UnansweredRow,
} from '#notices';
import { Clock } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { sendPage } from '../../views/send-page.js';
import { sendCsv, sendXlsx } from '../../views/spreadsheet.js';
import { type Asked, given } from '../asked.js';
import { ConsoleDoor } from '../console-door.service.js';
import type { FilterChoices } from './unanswered-filter.js';
import { unansweredFilterOf } from './unanswered-filter.js';
import { UnansweredPage } from './unanswered.page.js';
import { unansweredColumns, unansweredLine } from './unanswered-sheet.js';

const PAGE_SIZE = 50;
const EXPORT_PAGE = 500;
/** A workbook is built in memory, a CSV file is not. */
const MOST_EXPORTED = { xlsx: 5_000, csv: 50_000 };

/** Who has not answered: the secretariat's list, for auditors to read. */
@Controller('console/unanswered')
export class UnansweredController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly unanswered: UnansweredQueries,
    private readonly records: AgencyRecords,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('officer:secretariat', 'officer:auditor')
  async show(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const filter = unansweredFilterOf(asked);
    const [{ items, next, total }, choices] = await Promise.all([
      this.unanswered.page(filter, given(asked, 'cursor') ?? null, PAGE_SIZE),
      this.#choices(),
    ]);
    const records = await this.records.lastTwenty(items.map(({ copy }) => copy.agencyId));
    const page = { rows: items, records, total, next, filter, choices };
    sendPage(reply, <UnansweredPage context={context} {...page} />);
  }

  @Get('export')
  @Access('officer:secretariat', 'officer:auditor')
  async export(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const filter = unansweredFilterOf(asked);
    const format = given(asked, 'format') === 'csv' ? 'csv' : 'xlsx';
    const towns = new Map(
      (await this.directory.regions()).map(({ code, nameZh, nameEn }) => [
        code,
        context.t(nameZh, nameEn),
      ]),
    );
    const kinds = this.standing.rulebook.kinds;
    const columns = unansweredColumns(context);
    const title = context.t('未函复', 'Unanswered');
    const name = `${title}-${localDateOf(this.clock.now())}.${format}`;
    const pages = async function* (rows: AsyncIterable<UnansweredRow[]>) {
      for await (const page of rows) {
        yield page.map((row) => unansweredLine(row, { towns, kinds }, context));
      }
    };
    const lines = pages(this.#all(filter, MOST_EXPORTED[format]));
    if (format === 'csv') {
      sendCsv(reply, name, columns, lines);
      return;
    }
    const rows = [];
    for await (const page of lines) rows.push(...page);
    await sendXlsx(reply, name, [{ name: title, columns, rows }]);
  }

  async *#all(filter: UnansweredFilter, most: number): AsyncGenerator<UnansweredRow[]> {
    let cursor: string | null = null;
    for (let sent = 0; sent < most;) {
      const { items, next }: Awaited<ReturnType<UnansweredQueries['list']>> =
        await this.unanswered.list(filter, cursor, Math.min(EXPORT_PAGE, most - sent));
      yield items;
      sent += items.length;
      cursor = next;
      if (next === null) return;
    }
  }

  async #choices(): Promise<FilterChoices> {
    const [agencies, regions] = await Promise.all([this.directory.all(), this.directory.regions()]);
    return { agencies, regions, kinds: this.standing.rulebook.kinds };
  }
}

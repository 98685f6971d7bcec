import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { type Agency, DirectoryService, type Region } from '#agencies';
import { addDays, diffDays, isPlainDate } from '#calendar';
import { type AgencyRecord, AgencyRecords, type RecordPeriod, UnansweredQueries } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { sendPage } from '../../views/send-page.js';
import { type SheetCell, sendXlsx } from '../../views/spreadsheet.js';
import { type Asked, given } from '../asked.js';
import { ConsoleDoor } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';
import { AgencyRecordPage } from './agency-record.page.js';
import { AgencyRecordsPage, type RecordFilter, type RecordLine } from './agency-records.page.js';
import { firstMonday } from './today.controller.js';

const WEEKS = 12;
const [OPEN_SHOWN, CLOSED_SHOWN] = [20, 20];
/** A period of ten years is asked for by mistake. */
const LONGEST_PERIOD = 3_660;

/** How agencies answer. */
@Controller('console/agencies')
export class AgencyRecordController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly records: AgencyRecords,
    private readonly unanswered: UnansweredQueries,
    private readonly directory: DirectoryService,
  ) {}

  @Get()
  @Access('officer:secretariat', 'officer:auditor')
  async list(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const filter = filterOf(asked, context);
    const [agencies, regions, talliedAt] = await Promise.all([
      this.directory.all(),
      this.directory.regions(),
      this.records.talliedAt(),
    ]);
    const lines = await this.#lines(filter, agencies, regions, context);
    const page = { lines, filter, agencies, regions, talliedAt };
    sendPage(reply, <AgencyRecordsPage context={context} {...page} />);
  }

  @Get('export')
  @Access('officer:secretariat', 'officer:auditor')
  async export(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { t } = context;
    const filter = filterOf(asked, context);
    const [agencies, regions] = await Promise.all([this.directory.all(), this.directory.regions()]);
    const sheet = async (by: RecordFilter['by'], name: string) => {
      const lines = await this.#lines({ ...filter, by }, agencies, regions, context);
      return { name, columns: columnsOf(name, context), rows: lines.map(cellsOf) };
    };
    const sheets = [
      await sheet('agency', t('单位', 'Agencies')),
      await sheet('town', t('镇园', 'Towns')),
    ];
    const title = t('各单位答复情况', 'Agency record');
    await sendXlsx(reply, `${title}-${filter.from}-${filter.to}.xlsx`, sheets);
  }

  @Get(':code')
  @Access('officer:secretariat', 'officer:auditor')
  async show(
    @Param('code') code: string,
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const agency = await this.directory.byCode(code);
    if (!agency) throw Problem.notFound('该单位', 'The agency');
    const monday = firstMonday(context.today, WEEKS);
    const [record, weeks, lastTwenty, open, closed] = await Promise.all([
      this.records.ofAgency(agency.id, { from: monday, to: context.today }),
      this.records.weeks(monday, WEEKS, agency.id),
      this.records.lastTwenty([agency.id]),
      this.unanswered.page({ agency: code }, null, OPEN_SHOWN),
      this.records.closedDuties(agency.id, given(asked, 'cursor') ?? null, CLOSED_SHOWN),
    ]);
    sendPage(
      reply,
      <AgencyRecordPage
        context={context}
        agency={agency}
        record={record}
        weeks={weeks}
        lastTwenty={lastTwenty.get(agency.id)}
        open={{ rows: open.items, total: open.total.open }}
        closed={closed}
      />,
    );
  }

  /** Whoever has the most unanswered first, then the most that was late. */
  async #lines(
    filter: RecordFilter,
    agencies: Agency[],
    regions: Region[],
    { t }: ConsoleContext,
  ): Promise<RecordLine[]> {
    const byTown = filter.by === 'town';
    const records = byTown
      ? await this.records.byTown(filter, filter.town)
      : await this.records.byAgency(filter, filter.town);
    const { from, to } = filter;
    const named = byTown
      ? [{ code: '', nameZh: '不分镇园', nameEn: 'Of no town' }, ...regions].map((region) => ({
          name: t(region.nameZh, region.nameEn),
          key: region.code,
          href: `/console/agencies?${new URLSearchParams({ town: region.code, from, to }).toString()}`,
        }))
      : agencies.map((agency) => ({
          name: t(agency.nameZh, agency.nameEn),
          key: agency.id,
          href: `/console/agencies/${agency.code}`,
        }));
    return named
      .flatMap(({ name, key, href }) => {
        const record = records.get(key);
        return record ? [{ name, href, record }] : [];
      })
      .sort(({ record: a }, { record: b }) => b.silent - a.silent || b.late - a.late);
  }
}

/** Without dates the last twelve weeks; what is no date counts as none. */
function filterOf(asked: Asked, { today, t }: ConsoleContext): RecordFilter {
  const [from, to] = [given(asked, 'from'), given(asked, 'to')];
  const period: RecordPeriod = {
    from: isPlainDate(from) ? from : firstMonday(today, WEEKS),
    to: isPlainDate(to) ? to : today,
  };
  // Two dates in the wrong order are still the two that were meant; a lone one gets the weeks before it.
  if (period.to < period.from) {
    const both = isPlainDate(from) && isPlainDate(to);
    [period.from, period.to] = [
      both ? period.to : addDays(period.to, -83),
      both ? period.from : period.to,
    ];
  }
  const days = diffDays(period.from, period.to);
  if (days > LONGEST_PERIOD) {
    throw Problem.field('from', t('最多统计十年', 'Ten years at most'));
  }
  return {
    ...period,
    by: given(asked, 'by') === 'town' ? 'town' : 'agency',
    town: given(asked, 'town'),
  };
}

function columnsOf(name: string, { t }: ConsoleContext) {
  return [
    { header: name, width: 32 },
    { header: t('送达', 'Served'), width: 10 },
    { header: t('一天内签收', 'Acknowledged in a day'), width: 14 },
    { header: t('有期限的任务', 'Dated duties'), width: 14 },
    { header: t('按期办结', 'On time'), width: 12 },
    { header: t('逾期办结', 'Late'), width: 12 },
    { header: t('逾期未办结', 'Silent'), width: 12 },
    { header: t('函复用时中位数（工作日）', 'Median working days to reply'), width: 24 },
  ];
}

function cellsOf({ name, record }: { name: string; record: AgencyRecord }): SheetCell[] {
  const { served, acknowledgedWithinDay, dated, onTime, late, silent, medianDays } = record;
  return [name, served, acknowledgedWithinDay, dated, onTime, late, silent, medianDays];
}

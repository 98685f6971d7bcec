import { Controller, Get, Req, Res } from '@nestjs/common';
import { addDays, weekday } from '#calendar';
import { AgencyRecords, TodayQueries, UnansweredQueries } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import { TodayPage } from './today.page.js';

const WEEKS = 12;
/** As many of the longest overdue as stand beside the chart. */
const LONGEST = 7;

/** The Monday of the week in which the first of so many weeks up to `today` begins. */
export const firstMonday = (today: string, weeks = WEEKS) =>
  addDays(today, -((weekday(today) + 6) % 7) - 7 * (weeks - 1));

/** Where the secretariat's day begins. */
@Controller('console/today')
export class TodayController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly today: TodayQueries,
    private readonly records: AgencyRecords,
    private readonly unanswered: UnansweredQueries,
  ) {}

  @Get()
  @Access('officer:secretariat', 'officer:auditor')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const [counts, weeks, talliedAt, { items: longest }] = await Promise.all([
      this.today.counts(),
      this.records.weeks(firstMonday(context.today), WEEKS),
      this.records.talliedAt(),
      this.unanswered.list({ overdueBy: 1 }, null, LONGEST),
    ]);
    const page = { counts, weeks, talliedAt, longest };
    sendPage(reply, <TodayPage context={context} {...page} />);
  }
}

import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import {
  deadline,
  DeadlineQuestionError,
  publishedCalendar,
  type WorkingCalendar,
} from '#calendar';
import {
  CalendarImportService,
  type CalendarPreview,
  CalendarPreviewService,
  type CalendarVersion,
  StandingQueries,
  StandingService,
} from '#notices';
import { type FieldProblem, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { failedForm, readForm, textOf } from '../../views/read-form.js';
import { seeOther, sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import { type Asked, given } from './asked.js';
import { CalendarPage, type CountQuestion, NO_QUESTION, type ShownYear } from './calendar.page.js';
import { CalendarImportPage, CalendarPreviewPage } from './calendar-import.page.js';
import { faultProblems } from './fault-words.js';
import { digestOf, packed, textGiven, unpacked } from './uploads.js';

/** The working-day calendar: everybody reads it, an operator imports arrangements. */
@Controller('console/calendar')
export class CalendarController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly standing: StandingService,
    private readonly queries: StandingQueries,
    private readonly previews: CalendarPreviewService,
    private readonly imports: CalendarImportService,
  ) {}

  @Get()
  @Access('officer')
  async show(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const [calendar, versions] = await Promise.all([
      this.standing.calendar(),
      this.queries.calendars(),
    ]);
    const years = yearsOf(versions, calendar);
    const wanted = given(asked, 'year') ?? context.today.slice(0, 4);
    const shown = years.find(({ year }) => String(year) === wanted);
    if (!shown) throw Problem.notFound('该年度', 'The year');
    const question = answered(asked, calendar);
    sendPage(
      reply,
      <CalendarPage
        context={context}
        calendar={calendar}
        shown={shown}
        years={years}
        versions={versions}
        question={question}
      />,
      question.form.problems.length > 0 ? 422 : 200,
    );
  }

  @Get('import')
  @Access('officer:operator')
  form(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendPage(reply, <CalendarImportPage context={this.door.context(request, reply)} />);
  }

  /** Changes nothing. */
  @Post('import')
  @Access('officer:operator')
  async preview(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const form = await readForm(request);
    try {
      const { text, name: file } = textGiven(form, context);
      const preview = await this.#preview(text, file);
      const shown = {
        context,
        file,
        preview,
        packed: packed(text),
        shown: digestOf(seen(preview)),
      };
      sendPage(reply, <CalendarPreviewPage {...shown} stale={false} />);
    } catch (error) {
      const again = <CalendarImportPage context={context} form={failedForm(form.body, error)} />;
      sendPage(reply, again, 422);
    }
  }

  @Post('import/apply')
  @Access('officer:operator')
  async apply(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { body } = await readForm(request);
    try {
      const text = unpacked(body);
      const file = textOf(body, 'file');
      const preview = await this.#preview(text, file);
      const digest = digestOf(seen(preview));
      if (digest !== textOf(body, 'shown')) {
        const shown = { context, file, preview, packed: packed(text), shown: digest };
        sendPage(reply, <CalendarPreviewPage {...shown} stale />, 409);
        return;
      }
      await this.imports.import(text, file);
      const [first] = preview.arrangement.days;
      seeOther(reply, `/console/calendar?year=${first?.date.slice(0, 4) ?? ''}`);
    } catch (error) {
      const again = <CalendarImportPage context={context} form={failedForm(body, error)} />;
      sendPage(reply, again, 422);
    }
  }

  /** @throws Problem 422 with the faults of the file */
  async #preview(text: string, file: string): Promise<CalendarPreview> {
    const { preview, faults } = await this.previews.preview(text, file);
    if (!preview) {
      const en = `${file} cannot be imported.`;
      throw Problem.invalid(`${file} 不能导入。`, faultProblems(faults), en);
    }
    return preview;
  }
}

/** What a person agrees to: the days and how many dates move, not their order. */
const seen = ({ days, total }: CalendarPreview) => ({ days, total });

/** Every year that has an arrangement, and the next one, which has none yet. */
function yearsOf(versions: CalendarVersion[], { coveredUntil }: WorkingCalendar): ShownYear[] {
  const published = publishedCalendar().years.map(({ year }) => year);
  const imported = versions.flatMap(({ covers }) => covers);
  const known = [...new Set([...published, ...imported])].sort((a, b) => a - b);
  const next = Number((coveredUntil ?? `${known.at(-1) ?? 2025}`).slice(0, 4)) + 1;
  const years = known.includes(next) ? known : [...known, next].sort((a, b) => a - b);
  return years.map((year) => ({
    year,
    state: imported.includes(year)
      ? 'imported'
      : published.includes(year)
        ? 'published'
        : 'provisional',
  }));
}

/** Nothing is written: the question lives in the address. */
function answered(asked: Asked, calendar: WorkingCalendar): CountQuestion {
  const [from, days, unit] = [given(asked, 'from'), given(asked, 'days'), given(asked, 'unit')];
  if (from === undefined && days === undefined) return NO_QUESTION;
  const values = { from: from ?? '', days: days ?? '', unit: unit ?? '' };
  const number = days !== undefined && /^\d{1,5}$/.test(days) ? Number(days) : -1;
  try {
    const count = deadline(calendar, {
      from: from ?? '',
      ...(unit
        ? { calendarDays: number, rollsForward: unit === 'rolling' }
        : { workingDays: number }),
    });
    return { form: { values, problems: [] }, count };
  } catch (error) {
    if (!(error instanceof DeadlineQuestionError)) throw error;
    return { form: { values, problems: [questionProblem(error)] }, count: null };
  }
}

function questionProblem({ field, message }: DeadlineQuestionError): FieldProblem {
  return field === 'from'
    ? { field: 'from', problem: '请填写日历上的日期，如 2026-09-30', en: message }
    : { field: 'days', problem: '请填写 0 至 3660 的整数', en: message };
}

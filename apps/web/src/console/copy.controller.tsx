import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { instantOf, isPlainDate } from '#calendar';
import {
  type CopyView,
  DECISIONS,
  DecisionService,
  HandService,
  type Reply,
  ReviewService,
} from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { EMPTY_FORM } from '../views/forms.js';
import { textOf } from '../views/read-form.js';
import { sendPage } from '../views/send-page.js';
import { actorOf, ConsoleDoor, formWith } from './console-door.service.js';
import type { ConsoleContext } from './console-frame.js';
import { DecidePage } from './decide.page.js';
import { ReviewPage, ServicePage } from './issuer.pages.js';

const pageOf = ({ copy }: CopyView) => `/console/notices/${copy.noticeId}#copy-${copy.id}`;

@Controller('console/copies/:copyId')
export class CopyController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly decisions: DecisionService,
    private readonly reviews: ReviewService,
    private readonly hands: HandService,
  ) {}

  @Get('decide')
  @Access('officer:secretariat')
  async decideForm(
    @Param('copyId') copyId: string,
    @Query('duty') dutyId: string | undefined,
    @Query('kind') kind: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const view = await this.door.copy(context.officer, copyId);
    sendPage(reply, <DecidePage context={context} view={view} form={formWith({ dutyId, kind })} />);
  }

  @Post('decide')
  @Access('officer:secretariat')
  async decide(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const view = await this.door.copy(context.officer, copyId);
    await this.door.submit(request, reply, {
      submit: (body) => {
        const kind = DECISIONS.find((one) => one === textOf(body, 'kind'));
        if (!kind) throw Problem.field('kind', context.t('请选择决定', 'Choose a decision'));
        const days = textOf(body, 'workingDays');
        // A claim concerns the whole copy; only what was asked for goes on record.
        const ofDuty = kind === 'extend' || kind === 'excuse' || kind === 'supervise';
        return this.decisions.decide(copyId, context.officer, {
          kind,
          reason: textOf(body, 'reason'),
          documentNumber: textOf(body, 'documentNumber'),
          dutyId: (ofDuty && textOf(body, 'dutyId')) || undefined,
          workingDays: kind === 'extend' && days !== '' ? Number(days) : undefined,
          dueOn: (kind === 'supervise' && textOf(body, 'dueOn')) || undefined,
        });
      },
      next: pageOf(view),
      again: (form) => <DecidePage context={context} view={view} form={form} />,
    });
  }

  @Get('service')
  @Access('officer:land-office')
  async serviceForm(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.#managed(copyId, request, reply);
    sendPage(reply, <ServicePage context={context} view={view} form={EMPTY_FORM} />);
  }

  @Post('service')
  @Access('officer:land-office')
  async serve(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.#managed(copyId, request, reply);
    const { officer } = context;
    await this.door.submit(request, reply, {
      submit: (body) => {
        const service = {
          method: textOf(body, 'method'),
          by: textOf(body, 'by'),
          servedAt: beijingTime(textOf(body, 'servedAt')),
          proof: textOf(body, 'proof'),
        };
        return this.hands.serveByHand(copyId, officer.agency, service, actorOf(officer));
      },
      next: pageOf(view),
      again: (form) => <ServicePage context={context} view={view} form={form} />,
    });
  }

  @Get('replies/:replyId')
  @Access('officer:land-office')
  async reviewForm(
    @Param('copyId') copyId: string,
    @Param('replyId') replyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.#managed(copyId, request, reply);
    const reviewed = replyOf(view, replyId);
    sendPage(
      reply,
      <ReviewPage context={context} view={view} reply={reviewed} form={EMPTY_FORM} />,
    );
  }

  @Post('replies/:replyId/acceptance')
  @Access('officer:land-office')
  async accept(
    @Param('copyId') copyId: string,
    @Param('replyId') replyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.#managed(copyId, request, reply);
    const { officer } = context;
    const reviewed = replyOf(view, replyId);
    await this.door.submit(request, reply, {
      submit: () => this.reviews.accept(replyId, officer.agency, actorOf(officer)),
      next: pageOf(view),
      again: (form) => <ReviewPage context={context} view={view} reply={reviewed} form={form} />,
    });
  }

  @Post('replies/:replyId/return')
  @Access('officer:land-office')
  async return(
    @Param('copyId') copyId: string,
    @Param('replyId') replyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context, view } = await this.#managed(copyId, request, reply);
    const { officer } = context;
    const reviewed = replyOf(view, replyId);
    await this.door.submit(request, reply, {
      submit: (body) =>
        this.reviews.return(replyId, officer.agency, textOf(body, 'reason'), actorOf(officer)),
      next: pageOf(view),
      again: (form) => <ReviewPage context={context} view={view} reply={reviewed} form={form} />,
    });
  }

  /** A copy of a notice of the officer's own land office. */
  async #managed(
    copyId: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<{ context: ConsoleContext; view: CopyView }> {
    const context = this.door.context(request, reply);
    const view = await this.door.copy(context.officer, copyId);
    this.door.requireManager(context.officer, view.copy.notice);
    return { context, view };
  }
}

function replyOf({ replies }: CopyView, replyId: string): Reply {
  const found = replies.find(({ id }) => id === replyId);
  if (!found) throw Problem.notFound('The reply');
  return found;
}

/** `2026-10-13T09:30` of a form, which is Beijing time, as an ISO instant; anything else as it is. */
function beijingTime(typed: string): string {
  const [date, time = ''] = typed.split('T');
  const valid = isPlainDate(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  return valid ? instantOf(date, time).toISOString() : typed;
}

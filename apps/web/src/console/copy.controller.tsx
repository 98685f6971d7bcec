import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import {
  AcknowledgementService,
  type CopyView,
  HandService,
  type Reply,
  ReviewService,
} from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { beijingTime } from '../views/beijing-time.js';
import { textOf } from '../views/read-form.js';
import { actorOf, ConsoleDoor } from './console-door.service.js';
import type { ConsoleContext } from './console-frame.js';
import { afterwards } from './done-with-copy.js';
import { ReviewPage, ServicePage } from './issuer.pages.js';
import { SignedPaperPage } from './signed-paper.page.js';

/** What the issuing office does with one copy: each form is shown and submitted by one method. */
@Controller('console/copies/:copyId')
export class CopyController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly reviews: ReviewService,
    private readonly hands: HandService,
    private readonly acknowledgements: AcknowledgementService,
  ) {}

  @Get('service')
  @Access('officer:land-office', 'officer:secretariat')
  showService(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#service(copyId, request, reply);
  }

  @Post('service')
  @Access('officer:land-office', 'officer:secretariat')
  serve(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#service(copyId, request, reply);
  }

  @Get('acknowledgement')
  @Access('officer:land-office', 'officer:secretariat')
  showSignedPaper(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#signedPaper(copyId, request, reply);
  }

  @Post('acknowledgement')
  @Access('officer:land-office', 'officer:secretariat')
  signedPaper(
    @Param('copyId') copyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#signedPaper(copyId, request, reply);
  }

  @Get('replies/:replyId')
  @Access('officer:land-office', 'officer:secretariat')
  showReview(
    @Param('copyId') copyId: string,
    @Param('replyId') replyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#review(copyId, replyId, request, reply, 'accept');
  }

  @Post('replies/:replyId/acceptance')
  @Access('officer:land-office', 'officer:secretariat')
  accept(
    @Param('copyId') copyId: string,
    @Param('replyId') replyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#review(copyId, replyId, request, reply, 'accept');
  }

  @Post('replies/:replyId/return')
  @Access('officer:land-office', 'officer:secretariat')
  return(
    @Param('copyId') copyId: string,
    @Param('replyId') replyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#review(copyId, replyId, request, reply, 'return');
  }

  async #service(copyId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { context, view } = await this.#managed(copyId, request, reply);
    const { officer } = context;
    await this.door.form(request, reply, {
      page: (form) => <ServicePage context={context} view={view} form={form} />,
      submit: (body) => {
        const service = {
          method: textOf(body, 'method'),
          by: textOf(body, 'by'),
          servedAt: beijingTime(textOf(body, 'servedAt')),
          proof: textOf(body, 'proof'),
        };
        return this.hands.serveByHand(copyId, officer.agency, service, actorOf(officer));
      },
      next: afterwards(view.copy, 'served'),
    });
  }

  async #signedPaper(copyId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { context, view } = await this.#managed(copyId, request, reply);
    const { officer } = context;
    await this.door.form(request, reply, {
      page: (form) => <SignedPaperPage context={context} view={view} form={form} />,
      submit: (body) => {
        const [name, position, signedOn, proof] = [
          textOf(body, 'name'),
          textOf(body, 'position'),
          textOf(body, 'signedOn'),
          textOf(body, 'proof'),
        ];
        const paper = { name, position, signedOn, proof };
        return this.acknowledgements.recordSignedPaper(
          copyId,
          officer.agency,
          paper,
          actorOf(officer),
        );
      },
      next: afterwards(view.copy, 'signed'),
    });
  }

  async #review(
    copyId: string,
    replyId: string,
    request: FastifyRequest,
    reply: FastifyReply,
    verb: 'accept' | 'return',
  ): Promise<void> {
    const { context, view } = await this.#managed(copyId, request, reply);
    const { officer } = context;
    const reviewed = replyOf(view, replyId);
    await this.door.form(request, reply, {
      page: (form) => <ReviewPage context={context} view={view} reply={reviewed} form={form} />,
      submit: (body) =>
        verb === 'accept'
          ? this.reviews.accept(replyId, officer.agency, actorOf(officer))
          : this.reviews.return(replyId, officer.agency, textOf(body, 'reason'), actorOf(officer)),
      next: afterwards(view.copy, verb === 'accept' ? 'accepted' : 'returned'),
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
  if (!found) throw Problem.notFound('该函复', 'The reply');
  return found;
}

import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { LinkAgainService, type PaperView } from '#notices';
import { Clock, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { RateLimit } from '../http/rate-limit.js';
import { contextOf } from '../views/context.js';
import { EMPTY_FORM } from '../views/forms.js';
import { failedForm, readForm, textOf } from '../views/read-form.js';
import { sendPage, sendRefusal } from '../views/send-page.js';
import { LinkSentPage, PaperPage } from './paper.page.js';
import { UnknownLinkPage } from './unknown-link.page.js';

/** Of one address; beside the few per day that a copy allows at all. */
const PER_MINUTE = 10;

/** Behind the QR code of a document on paper. Anybody may hold the paper: it opens no copy. */
@Controller('n/:token')
export class PaperController {
  readonly #limit = new RateLimit(PER_MINUTE);

  constructor(
    private readonly papers: LinkAgainService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('link')
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const paper = await this.#open(token, request, reply);
    if (!paper) return;
    const context = contextOf(request, reply, this.clock);
    sendPage(
      reply,
      <PaperPage context={context} paper={paper} at={`/n/${token}`} form={EMPTY_FORM} />,
    );
  }

  @Post()
  @Access('link')
  async send(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const paper = await this.#open(token, request, reply);
    if (!paper) return;
    const context = contextOf(request, reply, this.clock);
    const at = `/n/${token}`;
    const { body } = await readForm(request);
    try {
      const chosen = paper.recipients.find(({ id }) => id === textOf(body, 'copy'));
      if (!chosen)
        throw Problem.field('copy', '请选择收文单位', 'Choose the agency that received it');
      if (this.#limit.take(request.ip, performance.now()) > 0) throw tooMany();
      await this.papers.send(chosen.id);
      sendPage(reply, <LinkSentPage context={context} at={at} />);
    } catch (error) {
      const form = failedForm(body, error);
      const page = <PaperPage context={context} paper={paper} at={at} form={form} />;
      if (error instanceof Problem) sendRefusal(reply, page, error);
      else sendPage(reply, page, 500);
    }
  }

  async #open(
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<PaperView | null> {
    const paper = await this.papers.open(token);
    if (paper) return paper;
    const context = contextOf(request, reply, this.clock);
    sendPage(reply, <UnknownLinkPage context={context} />, 404);
    return null;
  }
}

function tooMany(): Problem {
  return new Problem(
    429,
    'too-many-requests',
    '请求过于频繁，请一分钟后再试。',
    [],
    'Too many requests; please try again in a minute.',
    60,
  );
}

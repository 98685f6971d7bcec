import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { HoldingPen, InboundQueries, type MailView, PEN_VIEWS } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { EMPTY_FORM } from '../../views/forms.js';
import { textOf } from '../../views/read-form.js';
import { fileHeaders, sendPage } from '../../views/send-page.js';
import { actorOf, ConsoleDoor } from '../console-door.service.js';
import { type Asked, given } from './asked.js';
import { HoldingPenPage, PenMailPage } from './holding-pen.page.js';

const PAGE_SIZE = 50;
const HOME = '/console/holding-pen';

/** Mail that matches nothing, emptied by hand: nothing is dropped, nothing is deleted. */
@Controller('console/holding-pen')
export class HoldingPenController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly queries: InboundQueries,
    private readonly pen: HoldingPen,
  ) {}

  @Get()
  @Access('officer:operator', 'officer:auditor')
  async list(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const view = PEN_VIEWS.find((one) => one === asked.view) ?? 'pen';
    const cursor = given(asked, 'cursor') ?? null;
    const { items, next } = await this.queries.pen(view, cursor, PAGE_SIZE);
    sendPage(reply, <HoldingPenPage context={context} view={view} mails={items} next={next} />);
  }

  @Get(':mailId')
  @Access('officer:operator', 'officer:auditor')
  async show(
    @Param('mailId') mailId: string,
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const view = await this.#mail(mailId);
    const number = given(asked, 'number');
    const found = number ? await this.queries.candidates(view.mail, number) : view.candidates;
    const page = { context, view: { ...view, candidates: found }, number: number ?? '' };
    sendPage(reply, <PenMailPage {...page} form={EMPTY_FORM} />);
  }

  @Get(':mailId/eml')
  @Access('officer:operator')
  async eml(@Param('mailId') mailId: string, @Res() reply: FastifyReply): Promise<void> {
    await this.#mail(mailId);
    const eml = await this.queries.eml(mailId);
    if (!eml) throw Problem.notFound('该邮件', 'The mail');
    void fileHeaders(reply, 'message/rfc822', `${mailId}.eml`).send(eml);
  }

  @Post(':mailId/assign')
  @Access('officer:operator')
  assign(
    @Param('mailId') mailId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#settle(mailId, request, reply, 'assign');
  }

  @Post(':mailId/discard')
  @Access('officer:operator')
  discard(
    @Param('mailId') mailId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#settle(mailId, request, reply, 'discard');
  }

  async #settle(
    mailId: string,
    request: FastifyRequest,
    reply: FastifyReply,
    verb: 'assign' | 'discard',
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const actor = actorOf(context.officer);
    const view = await this.#mail(mailId);
    await this.door.submit(request, reply, {
      submit: (body) =>
        verb === 'assign'
          ? this.pen.assign(mailId, textOf(body, 'copyId'), textOf(body, 'note'), actor)
          : this.pen.discard(mailId, textOf(body, 'reason'), actor),
      next: HOME,
      again: (form) => <PenMailPage context={context} view={view} number="" form={form} />,
    });
  }

  async #mail(mailId: string): Promise<MailView> {
    const view = await this.queries.view(mailId);
    const sorted = view?.handlings.some(({ act }) => act !== 'handled');
    if (!view || (view.mail.place !== 'pen' && !sorted))
      throw Problem.notFound('该邮件', 'The mail');
    return view;
  }
}

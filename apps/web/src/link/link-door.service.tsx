import { Injectable } from '@nestjs/common';
import { type Link, LinkService, NoticeQueries, StandingService, type Submission } from '#notices';
import { Clock } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { contextOf } from '../views/context.js';
import type { FormState } from '../views/forms.js';
import { failedForm, type FormBody, readForm, type UploadedFile } from '../views/read-form.js';
import { seeOther, sendPage } from '../views/send-page.js';
import { type LinkView, takesForms } from './link-frame.js';
import { NoticePage } from './notice.page.js';
import { UnknownLinkPage } from './unknown-link.page.js';

export interface Opened {
  link: Link;
  page: LinkView;
}

/** One request of one link: its token, and where to answer. */
export interface Visit {
  token: string;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Submits what was typed, or shows the same form again with what is wrong. */
export interface Submitting {
  submit: (opened: Opened, body: FormBody, files: UploadedFile[]) => Promise<Submission>;
  again: (opened: Opened, form: FormState) => VNode;
}

/** Lets a visitor in by the token of the address. */
@Injectable()
export class LinkDoor {
  constructor(
    private readonly links: LinkService,
    private readonly queries: NoticeQueries,
    private readonly standing: StandingService,
    private readonly clock: Clock,
  ) {}

  /** Opens the link; null where it is unknown, and the visitor has then been told. */
  async open({ token, request, reply }: Visit): Promise<Opened | null> {
    const context = contextOf(request, reply, this.clock);
    const link = await this.links.open(token);
    const view = link && (await this.queries.copy(link.copyId));
    if (!link || !view) {
      sendPage(reply, <UnknownLinkPage context={context} />, 404);
      return null;
    }
    const at = `/l/${encodeURIComponent(token)}`;
    return { link, page: { context, view, rulebook: this.standing.rulebook, at } };
  }

  /** A form, or the notice itself where it takes none any more. */
  async show(visit: Visit, form: (page: LinkView) => VNode): Promise<void> {
    const opened = await this.open(visit);
    if (!opened) return;
    const { page } = opened;
    const open = takesForms(page.view.copy);
    sendPage(visit.reply, open ? form(page) : <NoticePage {...page} printing={false} />);
  }

  /** A submission: 303 to its receipt, or 422 with the form and everything that was typed. */
  async submit(visit: Visit, { submit, again }: Submitting): Promise<void> {
    const opened = await this.open(visit);
    if (!opened) return;
    if (!takesForms(opened.page.view.copy)) {
      sendPage(visit.reply, <NoticePage {...opened.page} printing={false} />, 409);
      return;
    }
    let body: FormBody = {};
    try {
      const form = await readForm(visit.request);
      body = form.body;
      if (form.problem) throw form.problem;
      const submission = await submit(opened, body, form.files);
      seeOther(visit.reply, `${opened.page.at}/receipts/${submission.id}`);
    } catch (error) {
      sendPage(visit.reply, again(opened, failedForm(body, error)), 422);
    }
  }
}

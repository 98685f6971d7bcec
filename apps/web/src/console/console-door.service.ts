import { Injectable } from '@nestjs/common';
import { type Officer, SessionService } from '#access';
import { type CopyView, type Notice, NoticeQueries, type NoticeView } from '#notices';
import { Clock, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { SESSION_COOKIE } from '../http/access.js';
import { contextOf } from '../views/context.js';
import { EMPTY_FORM, type FormState } from '../views/forms.js';
import { failedForm, type FormBody, readForm } from '../views/read-form.js';
import { seeOther, sendPage, sendRefusal } from '../views/send-page.js';
import { type ConsoleContext, mayManage, seesEverything } from './console-frame.js';

/** A POST of the console: what it does, where it leads, and its page again where it failed. */
export interface Submitting {
  submit: (body: FormBody) => Promise<unknown>;
  next: string;
  again: (form: FormState) => VNode;
}

/** A form of the console on a page of its own: asked for with GET, submitted with POST to the same address. */
export interface FormPage<T> {
  page: (form: FormState) => VNode;
  /** What it holds before anybody typed. */
  begin?: FormState;
  submit: (body: FormBody) => Promise<T>;
  /** Where it leads. */
  next: string | ((done: T) => string);
}

/** Lets officers see what is theirs to see. */
@Injectable()
export class ConsoleDoor {
  constructor(
    private readonly sessions: SessionService,
    private readonly queries: NoticeQueries,
    private readonly clock: Clock,
  ) {}

  /** The guard has let the officer in; @throws Problem 401 on a route that forgot to ask for one */
  context(request: FastifyRequest, reply: FastifyReply): ConsoleContext {
    const { officer } = request;
    const cookie = request.cookies[SESSION_COOKIE];
    if (!officer || !cookie)
      throw new Problem(401, 'sign-in', '请先登录。', [], 'Please sign in first.');
    const csrf = this.sessions.csrfToken(cookie);
    return { ...contextOf(request, reply, this.clock), officer, csrf };
  }

  /** @throws Problem 404 also where the notice is another land office's: it does not exist for them */
  async notice(officer: Officer, noticeId: string): Promise<NoticeView> {
    const view = await this.queries.view(noticeId);
    if (!view || !sees(officer, view.notice)) throw Problem.notFound('该文书', 'The notice');
    return view;
  }

  async copy(officer: Officer, copyId: string): Promise<CopyView> {
    const view = await this.queries.copy(copyId);
    if (!view || !sees(officer, view.copy.notice)) throw Problem.notFound('该份文书', 'The copy');
    return view;
  }

  requireManager(officer: Officer, notice: Notice): void {
    if (!mayManage(officer, notice)) {
      throw Problem.forbidden('只有发文单位可以办理此事。', 'Only the issuing office may do this.');
    }
  }

  /** Shows a form, or does what was submitted and leads on, or shows it again with what is wrong. */
  async form<T>(request: FastifyRequest, reply: FastifyReply, form: FormPage<T>): Promise<void> {
    if (request.method !== 'POST') {
      sendPage(reply, form.page(form.begin ?? EMPTY_FORM));
      return;
    }
    let body: FormBody = {};
    try {
      ({ body } = await readForm(request));
      const done = await form.submit(body);
      seeOther(reply, typeof form.next === 'string' ? form.next : form.next(done));
    } catch (error) {
      noteRefusal(request, error);
      const page = form.page(failedForm(body, error));
      // Who guesses at a password here is told to wait, as at the sign-in.
      if (error instanceof Problem && error.status === 429) sendRefusal(reply, page, error);
      else sendPage(reply, page, 422);
    }
  }

  /** The same for a POST whose page is asked for elsewhere. */
  submit(request: FastifyRequest, reply: FastifyReply, submitting: Submitting): Promise<void> {
    const { submit, next, again: page } = submitting;
    return this.form(request, reply, { submit, next, page });
  }
}

/** For the audit: why, by its kind and the boxes concerned; what was typed into them is not noted. */
function noteRefusal(request: FastifyRequest, error: unknown): void {
  if (!(error instanceof Problem)) return;
  const boxes = error.fields.map(({ field }) => field).filter(Boolean);
  const why = [error.type, ...boxes].join(' ');
  const detail = [request.audit?.detail, why].filter(Boolean).join('; ');
  request.audit = { ...request.audit, detail };
}

const sees = (officer: Officer, { issuerId }: Notice) =>
  seesEverything(officer) || officer.agencyId === issuerId;

export const actorOf = ({ username, name }: Officer) => `officer:${username} ${name}`;

/** A form that begins with what the address already says. */
export function formWith(values: Record<string, string | undefined>): FormState {
  const given = Object.entries(values).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...EMPTY_FORM, values: Object.fromEntries(given) };
}

import { Injectable } from '@nestjs/common';
import { localDateOf } from '#calendar';
import { canonical, sha256Hex } from '#evidence';
import { Clock, insertRows, newId, Problem } from '#platform';
import type { EntityManager } from 'typeorm';
import { AcknowledgementService } from './acknowledgement.service.js';
import { checkAct } from './act.rules.js';
import { checkReply, checkStatedFacts, type ReplyForm, required } from './answer.rules.js';
import { AudienceService } from './audience.service.js';
import { CopyRecorder, type Recorded } from './copy-recorder.service.js';
import { leaveDocuments } from './documents/due-documents.js';
import type { CopyEvent, CopyState } from './copy-events.js';
import { LinkService } from './link.service.js';
import { type Link, Submission } from './notice.entities.js';
import type { NewMessage } from './outbox.service.js';
import { issuerOf } from './send.service.js';

interface Submitted {
  form: string;
  dutyId: string | null;
  body: Record<string, unknown>;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What a partner agency states through its link. The same content twice is the same as once. */
@Injectable()
export class AnswerService {
  constructor(
    private readonly clock: Clock,
    private readonly recorder: CopyRecorder,
    private readonly audience: AudienceService,
    private readonly links: LinkService,
    private readonly acknowledgements: AcknowledgementService,
  ) {}

  /** 签收: a named officer states that the notice was received. */
  async acknowledge(
    link: Link,
    typed: { name: string; position: string; phone: string; code: string; wantsCode: boolean },
  ): Promise<Submission> {
    const body = required({ name: typed.name, position: typed.position, phone: typed.phone });
    if (!/^[\d\s+()-]{5,25}$/.test(body.phone ?? '')) {
      throw Problem.invalid(
        '请更正所标各项。',
        [
          {
            field: 'phone',
            problem: '请填写电话号码，如 0513-83312345',
            en: 'Enter a phone number such as 0513-83312345',
          },
        ],
        'Please mend what is marked.',
      );
    }
    const grade = await this.acknowledgements.gradeOf(link, typed);
    const submitted = { form: 'acknowledgement', dutyId: null, body: { ...body, grade } };
    return this.#submit(link, submitted, () => ({
      events: [{ type: 'copy-acknowledged', at: this.clock.now(), grade }],
    }));
  }

  /** Fills in the form of one duty; see ACT_FIELDS. */
  async act(link: Link, dutyId: string, typed: Record<string, unknown>): Promise<Submission> {
    const submitted: Submitted = { form: 'act', dutyId, body: typed };
    return this.#submit(link, submitted, (state) => {
      const duty = state.duties.find((one) => one.id === dutyId);
      if (!duty || duty.rule.dischargedBy === 'reply') throw Problem.notFound('该任务', 'The duty');
      const today = localDateOf(this.clock.now());
      const from = duty.startedOn ?? state.copy.servedOn;
      const { body, problems, actedOn } = checkAct(duty.rule, typed, from, today);
      if (problems.length > 0)
        throw Problem.invalid('请更正所标各项。', problems, 'Please mend what is marked.');
      submitted.body = body;
      if (duty.state !== 'running' && duty.state !== 'waiting') {
        throw Problem.conflict('duty-ended', '此项任务已了结。', 'This duty has ended.');
      }
      const event: CopyEvent =
        actedOn === null
          ? { type: 'special-circumstances-claimed', dutyId }
          : { type: 'duty-discharged', dutyId, actedOn };
      return { events: [event] };
    });
  }

  /** 函复 */
  async reply(link: Link, form: ReplyForm): Promise<Submission> {
    const body = checkReply(form);
    return this.#submit(
      link,
      { form: 'reply', dutyId: null, body },
      async (state, manager, submission) => {
        checkStatedFacts(state, form, submission.submittedOn);
        const review = form.outcome === 'dealt-with' || form.outcome === 'assisted';
        const replyId = newId();
        await insertRows(manager, 'reply', [
          {
            id: replyId,
            copyId: link.copyId,
            submissionId: submission.id,
            outcome: form.outcome,
            text: form.outcome === 'outside-remit' ? (form.reason ?? form.text) : form.text,
            documentNumber: form.documentNumber ?? null,
            attachments: form.attachments,
            submittedOn: submission.submittedOn,
            review: review ? 'pending' : 'none',
          },
        ]);
        await leaveDocuments(
          manager,
          [{ kind: 'reply', subjectId: replyId, noticeId: link.copy.noticeId }],
          this.clock.now(),
        );
        const audience = form.outcome === 'outside-remit' ? ['issuer', 'secretariat'] : ['issuer'];
        const issuer = await issuerOf(manager, link.copy.noticeId);
        const addressees = await this.audience.of(manager, link.copy, issuer, audience);
        return {
          events: [{ type: 'reply-submitted', outcome: form.outcome }],
          messages: addressees.map(({ address }) =>
            messageTo(link, 'reply-to-review', address, `review:${submission.id}:${address}`, {
              outcome: form.outcome,
              text: form.text,
            }),
          ),
        };
      },
    );
  }

  /** A new link for a colleague; both stay on record. */
  async handOver(
    link: Link,
    typed: { email: string; name: string; by: string },
  ): Promise<Submission> {
    const body = required({ email: typed.email, name: typed.name, by: typed.by });
    const email = body.email?.toLowerCase() ?? '';
    if (!EMAIL.test(email)) {
      throw Problem.invalid(
        '请更正所标各项。',
        [
          {
            field: 'email',
            problem: '请填写电子邮箱，如 name@unit.example',
            en: 'Enter an e-mail address such as name@unit.example',
          },
        ],
        'Please mend what is marked.',
      );
    }
    return this.#submit(
      link,
      { form: 'hand-over', dutyId: null, body: { ...body, email } },
      async ({ copy }, manager, submission) => {
        const next = await this.links.linkFor(manager, copy.id, email, link.id);
        const data = { from: link.email, to: email, linkId: next.id };
        return {
          events: [],
          facts: [{ copyId: copy.id, type: 'link-handed-over', actor: `link:${link.email}`, data }],
          messages: [
            messageTo({ ...link, id: next.id }, 'notice', email, `handover:${submission.id}`, {
              handedOverBy: body.by,
            }),
          ],
        };
      },
    );
  }

  /** Locks the copy, stores what was submitted once, lets the verb say what follows. */
  async #submit(
    link: Link,
    submitted: Submitted,
    verb: (
      state: CopyState,
      manager: EntityManager,
      submission: Submission,
    ) => Promise<Partial<Recorded>> | Partial<Recorded>,
  ): Promise<Submission> {
    if (link.copy.notice.state === 'withdrawn') {
      throw Problem.conflict(
        'notice-withdrawn',
        '该抄告已撤回，无需再办理。',
        'The notice was withdrawn: nothing more is wanted.',
      );
    }
    let result: Submission | null = null;
    await this.recorder.record({
      copyId: link.copyId,
      actor: `link:${link.email}`,
      decide: async (state, manager) => {
        const now = this.clock.now();
        const content = { ...submitted, copyId: link.copyId };
        const submission = Object.assign(new Submission(), {
          id: newId(),
          copyId: link.copyId,
          linkId: link.id,
          dutyId: submitted.dutyId,
          form: submitted.form,
          digest: sha256Hex(canonical(content)),
          submittedOn: localDateOf(now),
          submittedAt: now,
        });
        const repeated = await this.#repeated(manager, link.id, submission.digest, state);
        if (repeated) {
          result = repeated;
          return null;
        }
        const recorded = await verb(state, manager, submission);
        // A verb may tidy the body (trimmed fields): the digest is of what was typed.
        await insertRows(manager, 'submission', [{ ...submission, body: submitted.body }]);
        result = Object.assign(submission, { body: submitted.body });
        const kept = sha256Hex(canonical({ ...submitted, copyId: link.copyId }));
        return {
          events: recorded.events ?? [],
          data: {
            submissionId: submission.id,
            digest: submission.digest,
            // What is kept, where that was tidied.
            ...(kept === submission.digest ? {} : { kept }),
          },
          facts: [
            ...(recorded.facts ?? []),
            ...(recorded.events?.length ? [] : [receivedFact(link, submission)]),
          ],
          messages: [
            ...(recorded.messages ?? []),
            messageTo(link, 'receipt', link.email, `receipt:${submission.id}`, {
              form: submission.form,
              digest: submission.digest,
              submittedAt: now.toISOString(),
              submissionId: submission.id,
            }),
          ],
        };
      },
    });
    if (!result) throw Problem.notFound('该份文书', 'The copy');
    return result;
  }

  /**
   * The same content from the same link: the same submission, unless it is a reply that was returned
   * and is given again.
   */
  async #repeated(
    manager: EntityManager,
    linkId: string,
    digest: string,
    { copy }: CopyState,
  ): Promise<Submission | null> {
    const found = await manager.findOneBy(Submission, { linkId, digest });
    if (found?.form === 'reply' && copy.reply === 'returned') {
      throw Problem.invalid(
        '内容与已被退回的函复相同，请补充后再提交。',
        [{ field: 'text', problem: '请按退回理由补充', en: 'Add what it was returned for' }],
        'The same reply was returned before: please add to it.',
      );
    }
    return found;
  }
}

const receivedFact = (link: Link, submission: Submission) => ({
  copyId: link.copyId,
  type: 'form-received',
  actor: `link:${link.email}`,
  data: { submissionId: submission.id, digest: submission.digest, form: submission.form },
});

const messageTo = (
  link: Link,
  kind: NewMessage['kind'],
  address: string,
  once: string,
  props: Record<string, unknown>,
): NewMessage => ({
  kind,
  noticeId: link.copy.noticeId,
  copyId: link.copyId,
  linkId: link.id,
  address,
  props,
  once,
});

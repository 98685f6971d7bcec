import { Injectable } from '@nestjs/common';
import { type Agency, DirectoryService, route, type RoutedCopy } from '#agencies';
import { localDateOf, type PlainDate } from '#calendar';
import { canonical, sha256Hex } from '#evidence';
import { Clock, type FieldProblem, insertRows, newId, Problem } from '#platform';
import { type Bilingual, dutyOf, kindOf, type Period, roleAt, type Trigger } from '#rulebook';
import { DataSource, type EntityManager } from 'typeorm';
import { awaitingApproval } from './approval.js';
import { checkAttachments } from './attachment.service.js';
import { claimKey } from './claim-key.js';
import { countPeriod, isLate } from './duty.rules.js';
import { checkFacts } from './facts.rules.js';
import { Notice, type NoticeState } from './notice.entities.js';
import { NoticeWriter } from './notice-writer.js';
import { OutboxService } from './outbox.service.js';
import { searchTextOf } from './queries/search.rules.js';
import { type IssueRequest, type RoutedRequest, triggersOf } from './routed-request.js';
import { StandingService } from './standing.service.js';

export interface Recipient extends Pick<
  RoutedCopy,
  'level' | 'role' | 'form' | 'ask' | 'fallback'
> {
  agencyCode: string;
  agencyNameZh: string;
  agencyNameEn: string;
  duties: {
    key: string;
    nameZh: string;
    nameEn: string;
    period: Period | null;
    startsOn: Trigger;
    clause: string | null;
    reading: string;
  }[];
}

export interface Preview {
  recipients: Recipient[];
  missing: RoutedRequest['missing'];
  warnings: Bilingual[];
  issuerDuties: { key: string; dueOn: PlainDate | null; overdue: boolean }[];
}

export interface IssueAnswer {
  noticeId: string;
  state: NoticeState;
  replayed: boolean;
}

/** Issues notices: checks, routes, numbers and saves one with all its copies in one transaction. */
@Injectable()
export class IssueService {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly outbox: OutboxService,
    private readonly writer: NoticeWriter,
  ) {}

  /** What would be served to whom with which duties; nothing is written. */
  async preview(request: IssueRequest, issuer: Agency): Promise<Preview> {
    const routed = await this.check(request, issuer, this.database.manager);
    const { rulebook } = this.standing;
    const today = localDateOf(this.clock.now());
    const calendar = await this.standing.calendar();
    return {
      recipients: routed.copies.map((copy) => ({
        agencyCode: copy.agency.code,
        agencyNameZh: copy.agency.nameZh,
        agencyNameEn: copy.agency.nameEn,
        level: copy.level,
        role: copy.role,
        form: copy.form,
        ask: copy.ask,
        fallback: copy.fallback,
        duties: copy.duties.map((key) => {
          const { name, period, startsOn, clause, reading } = dutyOf(rulebook, key);
          return { key, nameZh: name.zh, nameEn: name.en, period, startsOn, clause, reading };
        }),
      })),
      missing: routed.missing,
      warnings: await this.#warnings(routed),
      issuerDuties: routed.kind.issuerDuties.map((key) => {
        const rule = dutyOf(rulebook, key);
        const startedOn = triggersOf(request.facts, today)[rule.startsOn];
        const dueOn = startedOn ? (countPeriod(rule, startedOn, calendar)?.dueOn ?? null) : null;
        return { key, dueOn, overdue: isLate(dueOn, today) };
      }),
    };
  }

  /**
   * Issues a notice, or, where its kind demands a second officer's approval, saves it for that.
   *
   * The same key and body replay the first answer; kept for good.
   *
   * @throws Problem 409 idempotency-running, 422 idempotency-mismatch, 422 invalid
   */
  async issue(
    request: IssueRequest,
    issuer: Agency,
    actor: string,
    idempotencyKey: string,
  ): Promise<IssueAnswer> {
    const bodyDigest = sha256Hex(canonical(request));
    const { answer, messages } = await this.database.transaction(async (manager) => {
      const before = await claimKey(manager, issuer.id, idempotencyKey, bodyDigest);
      if (before) return { answer: { ...before, replayed: true }, messages: [] };
      const routed = await this.check(request, issuer, manager);
      const notice = newNotice(routed, actor, this.standing.rulebook.version, this.clock.now());
      const written = routed.kind.approval
        ? await this.writer.saveForApproval(manager, notice, actor)
        : await this.writer.issue(manager, notice, routed, actor);
      const fresh = { noticeId: notice.id, state: notice.state };
      await insertRows(manager, 'idempotency', [
        {
          agencyId: issuer.id,
          key: idempotencyKey,
          bodyDigest,
          noticeId: notice.id,
          answer: fresh,
          createdAt: this.clock.now(),
        },
      ]);
      return { answer: { ...fresh, replayed: false }, messages: written };
    });
    await this.outbox.dispatch(messages);
    return answer;
  }

  /**
   * Saves a notice that somebody else than its issuer has drawn up, e.g. the secretariat's transfer: it
   * goes out only when an officer of the issuer approves it. Answers its id.
   */
  async prepare(
    manager: EntityManager,
    request: IssueRequest,
    issuer: Agency,
    actor: string,
  ): Promise<string> {
    const routed = await this.check(request, issuer, manager);
    const notice = newNotice(routed, actor, this.standing.rulebook.version, this.clock.now());
    await this.writer.saveForApproval(manager, notice, actor);
    return notice.id;
  }

  /** 审核: a second officer approves, and the notice is issued. */
  async approve(noticeId: string, issuer: Agency, approver: string): Promise<void> {
    const messages = await this.database.transaction(async (manager) => {
      const notice = await awaitingApproval(manager, noticeId, issuer, approver);
      const { kind, facts, town, attachments, leftOut, chosen } = notice;
      const request = {
        kind,
        facts,
        attachments,
        leaveOut: leftOut,
        choose: chosen,
        ...(town ? { town } : {}),
      };
      const routed = await this.check(request, issuer, manager);
      notice.approvedBy = approver;
      return this.writer.issue(manager, notice, routed, approver);
    });
    await this.outbox.dispatch(messages);
  }

  /** @throws Problem 422 with every field that is wrong, 403 where the kind is not the issuer's */
  async check(
    request: IssueRequest,
    issuer: Agency,
    manager: EntityManager,
  ): Promise<RoutedRequest> {
    const { rulebook } = this.standing;
    const kind = rulebook.kinds.find((one) => one.key === request.kind);
    if (!kind) {
      const kinds = rulebook.kinds.map((one) => one.key).join(', ');
      throw Problem.field(
        'kind',
        `没有这种文书；可用的有：${kinds}`,
        `No such kind; there are: ${kinds}`,
      );
    }
    if (!kind.issuers.some(({ level, role }) => level === issuer.level && role === issuer.role)) {
      throw Problem.forbidden(
        `${issuer.nameZh}不能制发${kind.name.zh}。`,
        `${issuer.nameEn} may not issue ${kind.name.en}.`,
      );
    }
    const town = request.town ?? issuer.town;
    const now = this.clock.now();
    const extent = await this.directory.extent();
    const problems: FieldProblem[] = checkFacts(request.facts, kind, town, extent, now);
    if (issuer.town && town !== issuer.town) {
      problems.push({
        field: 'town',
        problem: `只能填写本单位所在的镇（园区）：${issuer.town}`,
        en: `Only the town of your own agency: ${issuer.town}`,
      });
    }
    const regions = await this.directory.regions();
    if (town && !regions.some((region) => region.code === town)) {
      problems.push({
        field: 'town',
        problem: '没有此镇（园区），请填写九位区划代码',
        en: 'No such town: enter its nine-digit code',
      });
    }
    const agencies = await this.directory.all();
    const routing = route(kindOf(rulebook, request.kind), issuer, town, agencies, {
      villagersHouse: request.facts.villagersHouse,
      leaveOut: request.leaveOut,
      choose: request.choose ?? [],
      named: request.named ?? [],
    });
    problems.push(...routing.problems);
    problems.push(...(await checkAttachments(request.attachments, manager)));
    if (problems.length > 0)
      throw Problem.invalid('请求中有需要更正之处。', problems, 'Please mend what is marked.');
    return { request, issuer, kind, town, copies: routing.copies, missing: routing.missing };
  }

  async #warnings({ request, issuer, missing }: RoutedRequest): Promise<Bilingual[]> {
    const warnings = missing.map(roleAt).map(({ zh, en }) => ({
      zh: `名录中没有应送达的单位：${zh}`,
      en: `The directory has no unit for a recipient: ${en}`,
    }));
    const plot = request.facts.plotNumber;
    if (plot === undefined) return warnings;
    const known = await this.database.query<{ number: string }[]>(
      `SELECT d.number FROM notice n JOIN document d ON d.notice_id = n.id
       WHERE n.plot_number = $1 AND n.issuer_id = $2 AND n.state = 'issued' ORDER BY d.id DESC LIMIT 1`,
      [plot, issuer.id],
    );
    if (!known[0]) return warnings;
    const { number } = known[0];
    return [
      ...warnings,
      {
        zh: `地块${plot}已有文书${number}；本次仍可制发`,
        en: `Parcel ${plot} has the notice ${number} already; another may still be issued`,
      },
    ];
  }
}

function newNotice(routed: RoutedRequest, actor: string, version: string, now: Date): Notice {
  const { request, issuer, kind, town } = routed;
  const { facts } = request;
  return Object.assign(new Notice(), {
    id: newId(),
    kind: kind.key,
    issuerId: issuer.id,
    town,
    state: 'awaiting-approval',
    facts,
    attachments: request.attachments,
    leftOut: request.leaveOut,
    chosen: request.choose ?? [],
    plotNumber: facts.plotNumber ?? null,
    search: searchTextOf([facts.project, facts.party?.name, facts.place.text, facts.plotNumber]),
    rulebookVersion: version,
    createdBy: actor,
    createdAt: now,
    headSeq: 0,
    headDigest: null,
  });
}

import { Injectable } from '@nestjs/common';
import type { Agency } from '#agencies';
import { localDateOf, type PlainDate } from '#calendar';
import { MailedCodes } from '#access';
import { Clock, type FieldProblem, newId, Problem } from '#platform';
import { kindOf } from '#rulebook';
import { DataSource, type EntityManager } from 'typeorm';
import { type AcknowledgementGrade, suffices } from './acknowledgement.rules.js';
import { ownCopy } from './copy-access.js';
import { CopyRecorder } from './copy-recorder.service.js';
import type { Link } from './notice.entities.js';
import { OutboxService } from './outbox.service.js';
import { StandingService } from './standing.service.js';

const MINUTE_MS = 60_000;
const VALID_MS = 60 * MINUTE_MS;
/** Of one code; then another one must be asked for. */
const MOST_TRIES = 5;
const MOST_CODES_AN_HOUR = 5;

export interface SignedPaper {
  /** Who signed. */
  name: string;
  position: string;
  signedOn: PlainDate;
  /** Number of the receipt, where it is kept. */
  proof: string;
  /** Digest of a scan. */
  attachment?: string | undefined;
}

/** The grades of an acknowledgement beyond a typed name: a code from the mailbox, signed paper. */
@Injectable()
export class AcknowledgementService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly codes: MailedCodes,
    private readonly outbox: OutboxService,
    private readonly recorder: CopyRecorder,
    private readonly standing: StandingService,
  ) {}

  /** Whether the kind of a link's notice takes no acknowledgement without a code. */
  demandsCode({ copy }: Link): boolean {
    const { acknowledgement } = kindOf(this.standing.rulebook, copy.notice.kind);
    return !suffices('named-officer', acknowledgement);
  }

  /**
   * The grade of what was typed. Without a code where one is needed, it mails one and asks for it.
   *
   * @throws Problem 422 at `codeSent`: on its way; at `code`: wrong, expired, asked for too often
   */
  async gradeOf(link: Link, typed: { code: string; wantsCode: boolean }) {
    if (typed.code !== '') return this.#checked(link, typed.code);
    if (!typed.wantsCode && !this.demandsCode(link)) return 'named-officer' as const;
    const address = await this.#mail(link);
    throw Problem.field(
      'codeSent',
      `验证码已发到 ${hidden(address)}，请查收后填写（60分钟内有效），再次点击签收`,
      `A code was sent to ${hidden(address)}: enter it (valid for 60 minutes) and acknowledge again`,
    );
  }

  /** Paper that somebody signed, as the issuer records it. @throws Problem 404, 409, 422 */
  async recordSignedPaper(
    copyId: string,
    issuer: Agency,
    paper: SignedPaper,
    actor: string,
  ): Promise<void> {
    const copy = await ownCopy(this.database.manager, copyId, issuer.id);
    const issuedOn = copy.notice.issuedAt && localDateOf(copy.notice.issuedAt);
    const problems = paperProblems(paper, issuedOn, localDateOf(this.clock.now()));
    if (problems.length > 0)
      throw Problem.invalid('签收记录有需要更正之处。', problems, 'Please mend what is marked.');
    const { name, position, signedOn, proof, attachment } = paper;
    const recorded = await this.recorder.record({
      copyId,
      actor,
      decide: ({ copy: now }) =>
        now.acknowledgementGrade === 'signed-paper'
          ? null
          : {
              events: [{ type: 'copy-acknowledged', at: this.clock.now(), grade: 'signed-paper' }],
              data: { name, position, signedOn, proof, ...(attachment ? { attachment } : {}) },
            },
    });
    if (!recorded)
      throw Problem.conflict(
        'already-signed',
        '书面签收已登记过。',
        'A signed paper is on record already.',
      );
  }

  async #checked(link: Link, typed: string): Promise<AcknowledgementGrade> {
    const now = this.clock.now();
    // Counted before it is compared: guesses that come at once are no more than the others.
    const [[code]] = await this.database.query<[{ id: string }[], number]>(
      `UPDATE mailed_code SET tries = tries + 1
       WHERE id = (SELECT id FROM mailed_code
                   WHERE link_id = $1 AND expires_at > $2 ORDER BY made_at DESC LIMIT 1)
         AND tries < $3
       RETURNING id`,
      [link.id, now, MOST_TRIES],
    );
    if (!code)
      throw atCode(
        '验证码已失效，请清空此栏后重新获取',
        'This code has expired: empty the field and ask for another',
      );
    if (!this.codes.matches(code.id, typed.replace(/\s/g, '')))
      throw atCode('验证码不对，请核对最近一封邮件', 'Not this code: look at the newest mail');
    // Used again it is the same form submitted twice, which is the same as once.
    await this.database.query(
      'UPDATE mailed_code SET used_at = coalesce(used_at, $2) WHERE id = $1',
      [code.id, now],
    );
    return 'named-officer-with-code';
  }

  /** One code a minute, five an hour; asked for sooner, the one that is on its way still holds. */
  async #mail(link: Link): Promise<string> {
    const now = this.clock.now();
    const address = await this.#registered(link);
    const messages = await this.database.transaction(async (manager) => {
      await manager.query('SELECT FROM link WHERE id = $1 FOR UPDATE', [link.id]);
      const [recent] = await manager.query<{ hour: number; minute: number }[]>(
        `SELECT count(*)::int AS hour, count(*) FILTER (WHERE made_at > $2)::int AS minute
         FROM mailed_code WHERE link_id = $1 AND made_at > $3`,
        [link.id, new Date(now.getTime() - MINUTE_MS), new Date(now.getTime() - VALID_MS)],
      );
      if (recent && recent.hour >= MOST_CODES_AN_HOUR)
        throw atCode('一小时内获取过多，请稍后再试', 'Too many codes within the hour: try later');
      if (recent && recent.minute > 0) return [];
      return this.#write(manager, link, address, now);
    });
    await this.outbox.dispatch(messages);
    return address;
  }

  async #write(manager: EntityManager, link: Link, address: string, now: Date): Promise<string[]> {
    const id = newId();
    await manager.query(
      `INSERT INTO mailed_code (id, link_id, address, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [id, link.id, address, now, new Date(now.getTime() + VALID_MS)],
    );
    return this.outbox.write(manager, [
      {
        kind: 'code',
        noticeId: link.copy.noticeId,
        copyId: link.copyId,
        linkId: null,
        address,
        props: { codeId: id },
        once: `code:${id}`,
      },
    ]);
  }

  /** A colleague's link was typed by somebody: the mailbox in the directory is the one it came from. */
  async #registered(link: Link): Promise<string> {
    const [first] = await this.database.query<{ email: string }[]>(
      `WITH RECURSIVE way AS (
         SELECT id, email, handed_over_from FROM link WHERE id = $1
         UNION ALL
         SELECT l.id, l.email, l.handed_over_from FROM link l JOIN way w ON l.id = w.handed_over_from
       )
       SELECT email FROM way WHERE handed_over_from IS NULL`,
      [link.id],
    );
    return first?.email ?? link.email;
  }
}

const atCode = (problem: string, en: string): Problem =>
  Problem.invalid(
    '请更正所标各项。',
    [{ field: 'code', problem, en }],
    'Please mend what is marked.',
  );

/** `g***@lvsi.qidong.example`: recognisable to its owner only. */
const hidden = (address: string): string => address.replace(/^(.)[^@]*/, '$1***');

function paperProblems(
  paper: SignedPaper,
  issuedOn: PlainDate | null,
  today: PlainDate,
): FieldProblem[] {
  const empty = (...fields: ('name' | 'position' | 'proof')[]): FieldProblem[] =>
    fields
      .filter((field) => !paper[field].trim())
      .map((field) => ({ field, problem: '请填写本项', en: 'Please fill this in' }));
  const problems = empty('name', 'position');
  const wrong = (problem: string, en: string) => problems.push({ field: 'signedOn', problem, en });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(paper.signedOn)) wrong('请填写日期', 'Enter a date');
  else if (paper.signedOn > today) wrong('签收日期不能晚于今天', 'Not in the future');
  else if (issuedOn && paper.signedOn < issuedOn)
    wrong('签收日期不能早于制发日期', 'Not before it was issued');
  return [...problems, ...empty('proof')];
}

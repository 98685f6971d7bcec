import { type Agency, DirectoryService } from '#agencies';
import { addDays, localDateOf } from '#calendar';
import { MailAddresses } from '#mail';
import {
  BatchService,
  CalendarImportService,
  DecisionService,
  DraftService,
  type IssueRequest,
  MailIntake,
  ReachabilityService,
  type ReadRow,
  StandingService,
} from '#notices';
import { type Config, Problem, type SettableClock } from '#platform';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Dice } from './dice.js';
import { inventedCase } from './invented-case.js';
import { OFFICER, type Quarter } from './play-quarter.js';

/** The land office that lets somebody sign in; `start/demo.ts` makes its officer. */
const OFFICE = { code: 'lvsi-land-office', actor: 'officer:lvsi 李所长' };
const SECRETARY = `officer:${OFFICER.username} ${OFFICER.name}`;
/** The week of the quarter in which the first failing mailbox is phoned about. */
const PHONED_IN_WEEK = 6;
const HEADERS = ['图斑编号*', '占地位置*', '建设项目*', '占地面积*', '当事人*', '联系电话*'];
const TELEPHONE = '联系电话';

/** What lies on the desks and in the mail of those who look around: half done, as on any working day. */
export class Desks {
  readonly #dice = new Dice('desks');

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SettableClock,
    private readonly quarter: Quarter,
    /** Units whose mailbox is gone, and its address. */
    private readonly gone: { agencyCode: string; address: string }[],
    private readonly config: Pick<Config, 'MAIL_FROM'>,
  ) {}

  /** Somebody phones a unit whose mailbox is gone; at the second call somebody answers. */
  async endOfWeek(week: number, slot: number): Promise<void> {
    if (week !== PHONED_IN_WEEK) return;
    const id = await this.#phone(this.gone[0]);
    if (!id) return;
    await this.#called(id, 'not-reached', '总机无人接听。');
    const answered = '办公室称原邮箱已停用，新邮箱待其主管部门开通；文书改由专人送达。';
    this.quarter.plan(slot + 6, () => this.#called(id, 'reached', answered));
  }

  /** What nobody has finished when the quarter ends. */
  async today(): Promise<void> {
    await this.#dayOff();
    const id = await this.#phone(this.gone[1]);
    if (id) await this.#called(id, 'not-reached', '两次拨打均占线。');
    const office = await this.#get(DirectoryService).byCode(OFFICE.code);
    if (!office) return;
    await this.#draft(office);
    await this.#spreadsheet(office);
    await this.#transfer();
    await this.#letters(office);
  }

  /** A day off that is called at short notice: what falls due behind it is recounted, and told. */
  async #dayOff(): Promise<void> {
    const calendar = await this.#get(StandingService).calendar();
    const { dueOn } = calendar.countWorkingDays(localDateOf(this.clock.now()), 2);
    const arrangement = {
      source: '关于应急停工一日的通知（演示）',
      documentNumber: '启政发电〔2026〕演示',
      days: [{ date: dueOn, kind: 'holiday', name: '应急停工（演示）' }],
    };
    // JSON is YAML.
    await this.#get(CalendarImportService).import(JSON.stringify(arrangement), '应急停工.yaml');
  }

  async #phone(mailbox: { agencyCode: string; address: string } | undefined) {
    if (!mailbox) return null;
    const form = {
      ...mailbox,
      reason: `邮箱 ${mailbox.address} 发不通，请核实`,
      assignedTo: OFFICER.name,
      dueOn: addDays(localDateOf(this.clock.now()), 3),
    };
    return this.#get(ReachabilityService).open(form, SECRETARY);
  }

  async #called(taskId: string, outcome: string, text: string): Promise<void> {
    const call = { outcome, text, calledAt: this.clock.now().toISOString() };
    await this.#get(ReachabilityService).record(taskId, call, OFFICER);
  }

  async #draft(office: Agency): Promise<void> {
    const typed = {
      project: '砂石堆场',
      placeText: '吕四港镇海界村9组',
      source: 'patrol',
      areaUnit: 'mu',
      areaTotal: '2.6',
      contactName: '李所长',
      contactPhone: '0513-00000181',
    };
    await this.#get(DraftService).create(office.id, 'copy-notice', typed, OFFICE.actor);
  }

  /** Four plots that may be sent, and one that lacks a telephone. */
  async #spreadsheet(office: Agency): Promise<void> {
    const rows = [1, 2, 3, 4, 5].map((serial): ReadRow => {
      const invented = inventedCase(this.#dice, office, this.clock.now(), 9000 + serial);
      const facts = {
        ...invented.facts,
        source: 'satellite-inspection' as const,
        plotNumber: `3206812026${String(serial).padStart(6, '0')}`,
      };
      return serial === 4 ? lacking(facts, serial) : whole({ ...invented, facts }, serial);
    });
    const sheet = {
      kind: 'copy-notice',
      fileName: '卫片图斑（演示）.xlsx',
      headers: HEADERS,
      rows,
    };
    await this.#get(BatchService).check(office, sheet, (path) => path, OFFICE.actor);
  }

  /** A transfer that waits for the bureau: nothing of it goes out by itself. */
  async #transfer(): Promise<void> {
    const [silent] = await this.#query(
      `SELECT c.id FROM silence s JOIN copy c ON c.id = s.copy_id
       WHERE s.annulled_at IS NULL AND c.closed_at IS NULL ORDER BY s.due_on, c.id LIMIT 1`,
    );
    if (!silent) return;
    const paper = { reason: '多次催办仍未答复。', documentNumber: '启联办〔2026〕演示' };
    try {
      const form = { kind: 'transfer', organ: 'discipline', ...paper } as const;
      await this.#get(DecisionService).decide(silent.id, OFFICER, form);
    } catch (error) {
      // Such a unit may belong to where nothing is transferred from: the demo does without.
      if (!(error instanceof Problem)) throw error;
      this.quarter.refused.set(error.message, 1);
    }
  }

  /** A letter about one of the office's copies, and one that says nothing of what it is about. */
  async #letters(office: Agency): Promise<void> {
    const [copy] = await this.#query(
      `SELECT c.id, l.email FROM copy c JOIN notice n ON n.id = c.notice_id
       JOIN link l ON l.copy_id = c.id
       WHERE n.issuer_id = $1 AND c.transport = 'served' AND c.reply = 'none'
         AND c.closed_at IS NULL
       ORDER BY c.id DESC, l.id LIMIT 1`,
      [office.id],
    );
    const own = this.#get(MailAddresses);
    if (copy?.email) {
      const text = '您好：\n\n已派人到现场，当事人已停工，照片随后补寄。\n\n经办人';
      await this.#mail(copy.email, own.make('reply', copy.id), '回复：抄告', text);
    }
    const unclear = '您好：\n\n上次来文提到的那个地块，我们已经处理了，请知悉。\n\n张';
    const ours = /<([^>]+)>/.exec(this.config.MAIL_FROM)?.[1] ?? this.config.MAIL_FROM;
    await this.#mail('zhang@lvsi.qidong.example', ours, '关于地块一事', unclear);
  }

  async #mail(from: string, to: string, subject: string, text: string): Promise<void> {
    const encoded = (words: string) => Buffer.from(words).toString('base64');
    const raw = [
      `From: <${from}>`,
      `To: <${to}>`,
      `Subject: =?utf-8?B?${encoded(subject)}?=`,
      `Date: ${this.clock.now().toUTCString()}`,
      `Message-ID: <${encoded(subject).replace(/\W/g, '')}@mail.qidong.example>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      encoded(text),
      '',
    ].join('\r\n');
    const mail = { raw: Buffer.from(raw), sender: from, recipients: [to] };
    await this.#get(MailIntake).keep({ ...mail, source: 'smtp' });
  }

  #query(sql: string, values: unknown[] = []): Promise<{ id: string; email?: string }[]> {
    return this.app.get(DataSource).query(sql, values);
  }

  #get<T>(service: new (...args: never[]) => T): T {
    return this.app.get<T>(service, { strict: false });
  }
}

type Facts = IssueRequest['facts'];

const cellsOf = ({ plotNumber, place, project, area, party, contact }: Facts): string[] => [
  ...[plotNumber ?? '', place.text, project, String(area.total)],
  ...[party?.name ?? '', contact.phone],
];

/** The head is line 1. */
const whole = (request: IssueRequest, serial: number): ReadRow => ({
  line: serial + 1,
  cells: cellsOf(request.facts),
  request,
  problems: [],
});

const lacking = (facts: Facts, serial: number): ReadRow => ({
  line: serial + 1,
  cells: cellsOf(facts).map((cell, column) => (HEADERS[column]?.startsWith(TELEPHONE) ? '' : cell)),
  request: null,
  problems: [{ field: TELEPHONE, problem: '请填写本项', en: 'Please fill this in' }],
});

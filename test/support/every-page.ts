import { DocumentTokens } from '#access';
import { DirectoryService } from '#agencies';
import { MailAddresses } from '#mail';
import {
  AgendaService,
  BatchService,
  BulkDecisionService,
  DraftService,
  MailIntake,
  MeetingQueries,
  MeetingService,
  ReachabilityService,
  ResolutionService,
} from '#notices';
import { newId } from '#platform';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { at, MAILBOX, send, type ServedCase, servedCase } from './case.js';
import { TYPED } from './desk.js';
import { facts, LVSI } from './factories.js';
import { mailFixture } from './mails.js';
import { Office } from './office.js';

const ACTOR = 'officer:wang 王秘书';
const OFFICER = { username: 'wang', name: '王秘书' };
const PAPER = { reason: '多次催办未复。', documentNumber: '启联办〔2026〕12号' };

/** A real address for every parameter of the routes' table; some routes want one of their own. */
export type Addresses = Record<string, string>;

/** A city in which every page has something to show, and where each is. */
export class EveryPage {
  private constructor(private readonly stage: Stage) {}

  static async of(stage: Stage): Promise<Addresses> {
    const world = new EveryPage(stage);
    const served = await servedCase(stage, await stage.key('lvsi-land-office'));
    const answered = await world.#answers(served);
    await stage.at(at('2026-10-14'));
    return {
      ...answered,
      ...(await world.#mails(served)),
      ...(await world.#desk()),
      ...(await world.#secretariat(served)),
      ...(await world.#operator()),
    };
  }

  async #answers(served: ServedCase): Promise<Addresses> {
    const [power, police] = [await served.copy('lvsi-power'), await served.copy('lvsi-police')];
    const partner = served.partner('lvsi-police');
    const reply = { outcome: 'dealt-with', text: '当事人已停止施工。', name: '王所长' };
    const { response } = await send(partner, '/reply', reply);
    const [duty] = await this.#rows(
      'SELECT id FROM duty WHERE copy_id = $1 ORDER BY id',
      police.id,
    );
    const [replied] = await this.#rows('SELECT id FROM reply');
    const [message] = await this.#rows('SELECT id FROM message WHERE notice_id = $1', served.id);
    const [document] = await this.#rows('SELECT id FROM document ORDER BY id');
    const [, token = ''] = /\/l\/([^/?]+)/.exec(partner.link) ?? [];
    return {
      noticeId: served.id,
      copyId: power.id,
      'GET /console/copies/:copyId/replies/:replyId': `/console/copies/${police.id}/replies/${replied ?? ''}`,
      messageId: message ?? '',
      token,
      dutyId: duty ?? '',
      submissionId: response.headers.get('location')?.split('/').at(-1) ?? '',
      'GET /n/:token': `/n/${this.#get(DocumentTokens).sign(document ?? '')}`,
    };
  }

  async #mails(served: ServedCase): Promise<Addresses> {
    const notice = served.mails(MAILBOX['lvsi-police'])[0];
    const copy = await served.copy('lvsi-police');
    const own = this.#get(MailAddresses).make('reply', copy.id);
    for (const to of [own, 'chaogao@chaogao.example']) {
      const from = MAILBOX['lvsi-police'];
      const letter = { FROM: from, RECIPIENT: from, TO: to, ID: `letter-${to}` };
      const known = to === own ? (notice?.messageId ?? '') : '<nobody@knows.example>';
      const raw = mailFixture('letter-zh', { ...letter, MESSAGE_ID: known, LINK: '' });
      await this.#get(MailIntake).keep({ raw, source: 'smtp', sender: from, recipients: [to] });
    }
    await this.stage.settle();
    const [desk] = await this.#rows(`SELECT id FROM inbound_mail WHERE place = 'desk'`);
    const [pen] = await this.#rows(`SELECT id FROM inbound_mail WHERE place = 'pen'`);
    return {
      mailId: desk ?? '',
      'GET /console/holding-pen/:mailId': `/console/holding-pen/${pen ?? ''}`,
    };
  }

  async #desk(): Promise<Addresses> {
    const directory = this.#get(DirectoryService);
    const office = await directory.byCode('lvsi-land-office');
    if (!office) throw new Error('no land office in the directory');
    const draftId = await this.#get(DraftService).create(office.id, 'copy-notice', TYPED, ACTOR);
    const bureau = await Office.of(this.stage, 'qidong-bureau');
    const body = { kind: 'bureau-copy-notice', town: LVSI, drafter: '赵科员' };
    const waiting = await bureau.issued({ stopFailedAt: undefined as never }, body);
    const request = { kind: 'copy-notice', facts: facts(), attachments: [], leaveOut: [] };
    const problem = { field: '联系电话', problem: '请填写本项', en: 'Please fill this in' };
    const headers = ['图斑编号*', '联系电话*'];
    const rows = [
      { line: 2, cells: ['TB-1', '0513-83000001'], request, problems: [] },
      { line: 3, cells: ['TB-2', ''], request: null, problems: [problem] },
    ];
    const sheet = { kind: 'copy-notice', fileName: '卫片三季度.xlsx', headers, rows };
    const batchId = await this.#get(BatchService).check(office, sheet, (path) => path, ACTOR);
    const [keyId] = await this.#rows('SELECT id FROM api_key WHERE agency_id = $1', office.id);
    return {
      draftId,
      keyId: keyId ?? '',
      'GET /console/approvals/:noticeId': `/console/approvals/${waiting}`,
      'GET /console/batch/:batchId': `/console/batch/${batchId}`,
    };
  }

  async #secretariat(served: ServedCase): Promise<Addresses> {
    const planned = await this.#meeting('2026-10-20', [(await served.copy('lvsi-water')).id]);
    const today = await this.#meeting('2026-10-14', [(await served.copy('lvsi-enforcement')).id]);
    const held = await this.#meeting('2026-10-14', [(await served.copy('lvsi-planning')).id]);
    await this.#get(MeetingService).hold(held, '吕四港镇规划建设局 李局长', ACTOR);
    const signed = await this.#meeting('2026-10-14', [(await served.copy('lvsi-power')).id]);
    await this.#get(MeetingService).hold(signed, '吕四港镇供电所 王所长', ACTOR);
    const [resolved, item] = [await this.#item(signed), await this.#item(held)];
    const task = { task: '停止施工用电并报告', agencyCodes: ['lvsi-power'], dueOn: '2026-10-20' };
    const resolution = { text: '责成供电所办理。', ...task };
    await this.#get(ResolutionService).resolve(signed, resolved, resolution, ACTOR);
    const minutes = { minutesNumber: '启联办纪〔2026〕3号', signedBy: '陈副市长' };
    await this.#get(MeetingService).sign(signed, minutes, ACTOR);

    const decided = newId();
    const copyIds = [(await served.copy('lvsi-discipline')).id];
    const bulk = this.#get(BulkDecisionService);
    const targets = (await bulk.candidates('supervise', copyIds)).filter(({ refusal }) => !refusal);
    const form = { kind: 'supervise', dueOn: '2026-10-20', ...PAPER } as const;
    await bulk.decide(decided, targets, OFFICER, form);
    const called = { agencyCode: 'lvsi-water', address: '', reason: '从未签收' };
    const taskId = await this.#get(ReachabilityService).open(
      { ...called, assignedTo: '王秘书', dueOn: '2026-10-20' },
      ACTOR,
    );
    const meetings = '/console/meetings';
    return {
      meetingId: planned,
      [`GET ${meetings}/:meetingId/held`]: `${meetings}/${today}/held`,
      [`GET ${meetings}/:meetingId/items/:itemId/resolution`]: `${meetings}/${held}/items/${item}/resolution`,
      [`GET ${meetings}/:meetingId/minutes`]: `${meetings}/${held}/minutes`,
      [`GET ${meetings}/:meetingId/pack`]: `${meetings}/${signed}/pack`,
      [`GET ${meetings}/:meetingId/correction`]: `${meetings}/${signed}/correction`,
      [`GET ${meetings}/:meetingId/items/:itemId/assignment`]: `${meetings}/${signed}/items/${resolved}/assignment`,
      'GET /console/decisions': `/console/decisions?kind=extend&batch=${newId()}`,
      'GET /console/decisions/:batchId': `/console/decisions/${decided}`,
      taskId,
      'GET /console/reachability/new': '/console/reachability/new?agency=lvsi-power',
    };
  }

  async #operator(): Promise<Addresses> {
    const [contactId] = await this.#rows(
      `SELECT c.id FROM contact c JOIN agency a ON a.id = c.agency_id WHERE a.code = $1`,
      'lvsi-power',
    );
    const [version] = await this.#rows('SELECT version AS id FROM rulebook_version');
    await this.stage.officer('lvsi-land-office', 'zuoye', 'land-office');
    return {
      code: 'lvsi-power',
      name: 'invalid',
      contactId: contactId ?? '',
      username: 'zuoye',
      verb: 'reset-password',
      version: version ?? '',
    };
  }

  async #meeting(heldOn: string, copyIds: string[]): Promise<string> {
    const form = { kind: 'regular', cause: '', heldOn, startsAt: '09:00' } as const;
    const where = { place: '三楼会议室', chair: '陈副市长' };
    const id = await this.#get(MeetingService).convene({ ...form, ...where }, ACTOR);
    await this.#get(AgendaService).addTo(id, { copyIds, titles: [] }, ACTOR);
    return id;
  }

  async #item(meetingId: string): Promise<string> {
    return (await this.#get(MeetingQueries).view(meetingId))?.agenda[0]?.item.id ?? '';
  }

  async #rows(sql: string, ...values: string[]): Promise<string[]> {
    const { rows } = await this.stage.database.query<{ id: string }>(sql, values);
    return rows.map(({ id }) => id);
  }

  #get<T>(service: new (...args: never[]) => T): T {
    return this.stage.web.get<T>(service, { strict: false });
  }
}

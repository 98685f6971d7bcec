import { EXAMPLE_FACTS } from '#notices';
import type { Checks } from './checks.js';
import { LandOffice, linkIn, Partner, Secretariat } from './cast.js';
import type { Stage } from './stage.js';
import { scan } from './visitor.js';

/** Beijing time on a day of the autumn of 2026. */
const at = (date: string, time: string) => `${date}T${time}:00+08:00`;

export const STORY_STARTS_AT = at('2026-09-29', '10:00');

const MAILBOX: Record<string, string> = {
  'lvsi-discipline': 'jiwei@lvsi.qidong.example',
  'lvsi-police': 'paichusuo@lvsi.qidong.example',
  'lvsi-planning': 'guijian@lvsi.qidong.example',
  'lvsi-enforcement': 'zhifa@lvsi.qidong.example',
  'lvsi-power': 'gongdian@lvsi.qidong.example',
  'lvsi-water': 'gongshui@lvsi.qidong.example',
  'lvsi-government': 'zhengfu@lvsi.qidong.example',
};

/** Everybody of the story, and what it has come to. */
export class Story {
  noticeId = '';
  #office: LandOffice;
  #partners = new Map<string, Partner>();

  constructor(
    private readonly stage: Stage,
    readonly checks: Checks,
    private readonly say: (line: string) => void,
    apiKey: string,
    private readonly officer: { username: string; password: string },
  ) {
    this.#office = new LandOffice(stage, apiKey);
  }

  async play(): Promise<void> {
    await this.issue();
    await this.scanners();
    await this.policeAnswers();
    await this.waterIsServedByHand();
    await this.stopWork();
    await this.principalInstructs();
    await this.oneReplyIsReturned();
    await this.powerStaysSilent();
    await this.supervision();
  }

  get office(): LandOffice {
    return this.#office;
  }

  #partner(code: string): Partner {
    const partner = this.#partners.get(code);
    if (!partner) throw new Error(`${code} has received no mail`);
    return partner;
  }

  async #due(code: string, key: string, expected: string): Promise<void> {
    const duty = await this.#office.duty(this.noticeId, code, key);
    this.checks.equal(`${code} ${key} 到期日`, duty.dueOn, expected);
  }

  async #status(code: string, key: string, expected: string): Promise<void> {
    const duty = await this.#office.duty(this.noticeId, code, key);
    this.checks.equal(`${code} ${key} 状态`, duty.status, expected);
  }

  async issue(): Promise<void> {
    this.say('9月29日 吕四港国土所制止无效，当天抄告六个单位，专报镇政府和市局');
    this.stage.inbox.behaviour = (recipient) =>
      recipient === MAILBOX['lvsi-water'] ? { code: 550, text: '5.1.1 mailbox unknown' } : null;
    const posted = await this.#office.call<{ id: string }>('POST', '/v1/notices', {
      kind: 'copy-notice',
      facts: EXAMPLE_FACTS,
    });
    this.noticeId = posted.id;
    await this.stage.settle();
    const { copies, issuerDuties } = await this.#office.notice(this.noticeId);
    const numbers = [...new Set(copies.map(({ number }) => number))].sort();
    this.checks.equal('文号', numbers, ['启自然资吕抄〔2026〕1号', '启自然资吕报〔2026〕1号']);
    this.checks.equal('抄告份数', copies.filter((c) => c.number.includes('吕抄')).length, 6);
    this.checks.equal('专报份数', copies.filter((c) => c.number.includes('吕报')).length, 2);
    const served = copies.filter(({ transport }) => transport === 'served').length;
    this.checks.equal('当天送达', served, 7);
    this.checks.equal('国土所一日内抄告到期日', issuerDuties[0]?.dueOn, '2026-09-30');
    this.checks.equal('国土所一日内抄告', issuerDuties[0]?.status, 'closed');
    for (const [code, address] of Object.entries(MAILBOX)) {
      const mail = this.stage.inbox.to(address)[0];
      if (mail) this.#partners.set(code, new Partner(linkIn(mail)));
    }
    for (const code of ['lvsi-discipline', 'lvsi-police', 'lvsi-planning', 'lvsi-power']) {
      await this.#due(code, 'reply', '2026-10-12');
    }
    await this.#due('lvsi-planning', 'stop-work', '2026-09-30');
    await this.#due('lvsi-enforcement', 'stop-work', '2026-09-30');
    await this.#due('lvsi-government', 'instruct', '2026-10-01');
  }

  async scanners(): Promise<void> {
    this.say('邮件扫描器打开每个链接，并提交一切能自行提交的表单');
    let forms = 0;
    const before = await this.#events();
    for (const partner of this.#partners.values()) forms += (await scan(partner.link)).forms;
    await this.stage.settle();
    this.checks.equal('扫描器提交过表单', forms > 0, true);
    this.checks.equal('事件数未变', await this.#events(), before);
  }

  async #events(): Promise<number> {
    const { items } = await this.#office.call<{ items: unknown[] }>(
      'GET',
      `/v1/notices/${this.noticeId}/timeline`,
    );
    return items.length;
  }

  async policeAnswers(): Promise<void> {
    this.say('9月30日 派出所签收、函复；国土所于10月8日认可');
    await this.stage.at(at('2026-09-30', '09:30'));
    const police = this.#partner('lvsi-police');
    await police.acknowledge('张警官', '副所长');
    await police.reply('assisted', '已到场维持秩序，协助处置到位。');
    await this.stage.settle();
    await this.#status('lvsi-police', 'reply', 'awaiting-review');
  }

  async waterIsServedByHand(): Promise<void> {
    this.say('供水单位邮箱退信，国土所于9月30日直接送达');
    const copy = await this.#office.copy(this.noticeId, 'lvsi-water');
    this.checks.equal('供水 送达', copy.transport, 'undeliverable');
    await this.stage.inbox.waitFor(
      (mail) =>
        mail.recipient === 'guotu@lvsi.qidong.example' && (mail.text ?? '').includes('5.1.1'),
      '给国土所的送达失败通知',
    );
    await this.#office.call('POST', `/v1/copies/${copy.id}/service`, {
      method: '直接送达',
      by: '李所长',
      servedAt: at('2026-09-30', '09:20'),
      proof: '送达回证 吕送证〔2026〕1号，王站长签收',
    });
    await this.#due('lvsi-water', 'reply', '2026-10-13');
  }

  async stopWork(): Promise<void> {
    this.say('规划建设部门当天下发停工通知书；综合执法部门迟了一天');
    await this.stage.at(at('2026-09-30', '16:00'));
    const planning = await this.#office.duty(this.noticeId, 'lvsi-planning', 'stop-work');
    await this.#partner('lvsi-planning').act(planning.id, {
      orderNumber: '吕规停〔2026〕3号',
      orderOn: '2026-09-30',
      onSiteOn: '2026-09-30',
      attendees: '赵一\n钱二',
    });
    await this.stage.at(at('2026-10-01', '10:00'));
    const enforcement = await this.#office.duty(this.noticeId, 'lvsi-enforcement', 'stop-work');
    this.checks.equal('综合执法 stop-work 逾期', enforcement.status, 'silent');
    await this.#partner('lvsi-enforcement').act(enforcement.id, {
      orderNumber: '吕综执停〔2026〕5号',
      orderOn: '2026-10-01',
      onSiteOn: '2026-10-01',
      attendees: '孙三、李四',
    });
    await this.#status('lvsi-planning', 'stop-work', 'closed');
    await this.#status('lvsi-enforcement', 'stop-work', 'closed-late');
  }

  async principalInstructs(): Promise<void> {
    this.say('10月1日 镇主要负责人于第二天批示，到场期限起算');
    const duty = await this.#office.duty(this.noticeId, 'lvsi-government', 'instruct');
    await this.#partner('lvsi-government').act(duty.id, {
      claim: 'instructed',
      by: '周镇长',
      instructedOn: '2026-10-01',
      text: '请分管领导牵头，两日内组织到场制止。',
    });
    await this.#status('lvsi-government', 'instruct', 'closed');
    await this.#due('lvsi-government', 'organise-on-site', '2026-10-03');
    const organise = await this.#office.duty(this.noticeId, 'lvsi-government', 'organise-on-site');
    await this.stage.at(at('2026-10-02', '15:00'));
    await this.#partner('lvsi-government').act(organise.id, {
      onSiteOn: '2026-10-02',
      attendees: '吴副镇长、郑队长',
    });
    await this.#status('lvsi-government', 'organise-on-site', 'closed');
  }

  async oneReplyIsReturned(): Promise<void> {
    this.say('10月9日 规划函复被退回补充，10月12日再报，10月14日认可');
    await this.stage.at(at('2026-10-08', '09:10'));
    await this.#accept('lvsi-police');
    await this.#status('lvsi-police', 'reply', 'closed');
    await this.stage.at(at('2026-10-09', '10:00'));
    await this.#partner('lvsi-planning').reply('dealt-with', '已责令停工。');
    await this.stage.settle();
    const [reply] = (await this.#office.copy(this.noticeId, 'lvsi-planning')).replies;
    await this.#office.call('POST', `/v1/replies/${reply?.id ?? ''}/return`, {
      reason: '请补充拆除情况和照片',
    });
    await this.stage.settle();
    await this.#due('lvsi-planning', 'reply', '2026-10-12');
    await this.stage.at(at('2026-10-12', '10:00'));
    await this.#partner('lvsi-planning').reply('dealt-with', '已责令停工，地基已拆除。');
    for (const code of ['lvsi-discipline', 'lvsi-enforcement']) {
      await this.#partner(code).reply('assisted', '已配合处置到位。');
    }
    await this.stage.settle();
  }

  async powerStaysSilent(): Promise<void> {
    this.say('供电所跨国庆节（10月10日补班）一直没有答复：催办，逾期，报联席会议办公室');
    const power = MAILBOX['lvsi-power'] ?? '';
    const subjects = () => this.stage.inbox.to(power).length;
    this.checks.equal('到期日前供电所收信数（抄告和两次催办）', subjects(), 3);
    await this.stage.at(at('2026-10-13', '00:05'));
    await this.#status('lvsi-power', 'reply', 'silent');
    const secretariat = 'lianxi@qidong.example';
    const silent = () =>
      this.stage.inbox.mails.filter((mail) =>
        (mail.text ?? '').includes('启自然资吕逾〔2026〕2号'),
      );
    this.checks.equal('半夜不发信', silent().length, 0);
    await this.stage.at(at('2026-10-13', '09:05'));
    const told = silent().map((mail) => mail.recipient);
    this.checks.equal('逾期记录送供电所', told.includes(power), true);
    this.checks.equal('逾期记录送国土所', told.includes('guotu@lvsi.qidong.example'), true);
    this.checks.equal('逾期记录送联席会议办公室', told.includes(secretariat), true);
    this.checks.equal(
      '供电所主要负责人收到催办',
      this.stage.inbox.to('gongdian-fzr@lvsi.qidong.example').length,
      1,
    );
    await this.stage.at(at('2026-10-14', '10:00'));
    for (const code of ['lvsi-planning', 'lvsi-discipline', 'lvsi-enforcement']) {
      await this.#accept(code);
      await this.#status(code, 'reply', 'closed');
    }
    await this.#status('lvsi-water', 'reply', 'silent');
  }

  async #accept(code: string): Promise<void> {
    const { replies } = await this.#office.copy(this.noticeId, code);
    const pending = replies.find(({ review }) => review === 'pending');
    await this.#office.call('POST', `/v1/replies/${pending?.id ?? ''}/acceptance`);
    await this.stage.settle();
  }

  async supervision(): Promise<void> {
    this.say('10月15日 联席会议办公室将供电所列入督办，限10月20日');
    await this.stage.at(at('2026-10-15', '09:30'));
    const secretariat = new Secretariat(this.stage);
    await secretariat.signIn(this.officer.username, this.officer.password);
    const list = await secretariat.page('/console/unanswered');
    this.checks.equal('控制台列出供电所', list.includes('供电所'), true);
    const copy = await this.#office.copy(this.noticeId, 'lvsi-power');
    const duty = await this.#office.duty(this.noticeId, 'lvsi-power', 'reply');
    await secretariat.decide(copy.id, {
      kind: 'supervise',
      dutyId: duty.id,
      reason: '逾期三个工作日仍未函复',
      documentNumber: '联席会议纪要〔2026〕9号',
      dueOn: '2026-10-20',
    });
    await this.stage.settle();
    await this.#due('lvsi-power', 'reply', '2026-10-20');
    await this.#status('lvsi-power', 'reply', 'running');
    const page = await secretariat.page(`/console/notices/${this.noticeId}`);
    this.checks.equal('督办文号', /启联?[^<〔]*督〔2026〕1号/.test(page), true);
  }
}

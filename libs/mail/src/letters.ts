import type { Letter } from './letter.js';

/** What every mail about a copy says of it. */
export interface CopyProps {
  /** 启自然资吕抄〔2026〕17号 */
  number: string;
  /** 抄告单, 专报… */
  formName: string;
  formNameEn: string;
  agencyName: string;
  issuerName: string;
  project: string;
  place: string;
  /** The page behind the agency's link; null for readers without one (issuer, secretariat). */
  link: string | null;
  contact: string;
}

export interface DutyProps {
  action: string;
  actionEn: string;
  /** `5个工作日内`; 及时 where undated. */
  period: string;
  periodEn: string;
  /** Clause and reading in words. */
  basis: string;
  /** What to do in a word, for the subject: 函复. Empty for a duty that the mail sets no period. */
  verb: string;
  /** At what its period begins; null where it has none, or a fixed date. */
  begins: 'service' | 'later' | null;
}

/** The date of a duty in words, for mails that press for it. */
export interface DueProps {
  duty: string;
  dutyEn: string;
  /** `10月12日（周一）` */
  dueOn: string;
  sentence: string;
  sentenceEn: string;
}

const about = (copy: CopyProps): [string, string][] => [
  ['文号', copy.number],
  ['发文单位', copy.issuerName],
  ['项目', copy.project],
  ['地点', copy.place],
];

const contactOf = (copy: CopyProps): string => `联系：${copy.contact}`;

const letter = (
  copy: CopyProps,
  parts: Pick<Letter, 'subject' | 'heading' | 'paragraphs'> & Partial<Letter>,
): Letter => ({
  to: copy.agencyName,
  facts: about(copy),
  items: [],
  button: copy.link === null ? null : { label: '打开并办理', url: copy.link },
  footer: [
    contactOf(copy),
    ...(copy.link === null ? [] : ['此链接仅供贵单位办理本件，请勿外传；可在页面上转交同事。']),
  ],
  english: [],
  ...parts,
});

/** `[请于5个工作日内函复] 抄告单 启自然资吕抄〔2026〕17号`, then who must do what. */
export function noticeLetter(
  copy: CopyProps,
  { ask, duties, handedOverBy }: { ask: string; duties: DutyProps[]; handedOverBy: string | null },
): Letter {
  const dated = duties.filter((duty) => duty.verb !== '');
  const fromService = duties.some(({ begins }) => begins === 'service');
  const later = duties.some(({ begins }) => begins === 'later');
  const wanted = dated.map(({ period, verb }) => `${period}${verb}`).join('、');
  const asked = wanted ? `[请于${wanted}] ` : duties.length > 0 ? '[请及时办理] ' : '';
  return letter(copy, {
    subject: `${asked}${copy.formName} ${copy.number}`,
    heading: `${copy.issuerName} ${copy.formName}`,
    paragraphs: [...(handedOverBy ? [`本件由${handedOverBy}转交您办理。`] : []), ask],
    items: duties.map(({ action, period, basis }) => ({ what: action, by: period, basis })),
    footer: [
      ...(fromService
        ? [
            `期限自送达之日起算${later ? '（另有注明的除外）' : ''}，送达当日不计；确切到期日及计算过程以页面所示为准。`,
          ]
        : []),
      ...letter(copy, { subject: '', heading: '', paragraphs: [] }).footer,
    ],
    english: [
      `${copy.formNameEn} ${copy.number}`,
      ...duties.map(({ actionEn, periodEn }) => `${periodEn}: ${actionEn}`),
      ...(fromService
        ? [
            `Periods begin at service${later ? ' unless it says otherwise' : ''}; the page behind the link shows the binding date.`,
          ]
        : []),
    ],
  });
}

export function reminderLetter(copy: CopyProps, due: DueProps): Letter {
  return letter(copy, {
    subject: `[催办·${due.dueOn}到期] ${copy.formName} ${copy.number}`,
    heading: `催办：${due.duty}`,
    paragraphs: [due.sentence],
    facts: [['到期日', due.dueOn], ...about(copy)],
    english: [`${due.dutyEn}. ${due.sentenceEn}`],
  });
}

export function silenceLetter(copy: CopyProps, due: DueProps, silenceNumber: string): Letter {
  return letter(copy, {
    subject: `[逾期] ${copy.agencyName} ${copy.number}（${silenceNumber}）`,
    heading: `逾期记录 ${silenceNumber}`,
    paragraphs: [
      `${copy.agencyName}应于${due.dueOn}前完成：${due.duty}。${due.sentence}`,
      '本记录只载明事实；是否追究责任，由有权机关决定。',
    ],
    facts: [['到期日', due.dueOn], ...about(copy)],
    english: [`Record of silence ${silenceNumber}. ${due.sentenceEn}`],
  });
}

export function escalationLetter(copy: CopyProps, due: DueProps): Letter {
  return letter(copy, {
    subject: `[请主要负责人督促] ${copy.formName} ${copy.number} 已逾期`,
    heading: '请主要负责人督促办理',
    paragraphs: [due.sentence],
    facts: [['应办事项', due.duty], ['到期日', due.dueOn], ...about(copy)],
    english: [`${due.dutyEn}. ${due.sentenceEn}`],
  });
}

export function decisionRequestLetter(copy: CopyProps, due: DueProps, consoleUrl: string): Letter {
  return letter(copy, {
    subject: `[请决定] ${copy.agencyName} 逾期未办结 ${copy.number}`,
    heading: '请联席会议办公室决定',
    to: '联席会议办公室',
    paragraphs: [`${copy.agencyName}：${due.duty}，到期日${due.dueOn}。${due.sentence}`],
    button: { label: '打开控制台', url: consoleUrl },
    footer: [],
    english: [due.sentenceEn],
  });
}

export function receiptLetter(
  copy: CopyProps,
  { form, digest, submittedAt }: { form: string; digest: string; submittedAt: string },
): Letter {
  return letter(copy, {
    subject: `[回执] ${form} ${copy.number}`,
    heading: `已收到：${form}`,
    paragraphs: [`已于${submittedAt}收到贵单位提交的${form}。下列摘要可证明所提交的内容未被改动。`],
    facts: [['提交时间', submittedAt], ['内容摘要（SHA-256）', digest], ...about(copy)],
    english: [`Received at ${submittedAt}. Digest of what was submitted (SHA-256): ${digest}`],
  });
}

export function undeliverableLetter(
  copy: CopyProps,
  { failedAddress, response }: { failedAddress: string; response: string },
): Letter {
  return letter(copy, {
    subject: `[未送达] ${copy.agencyName} ${copy.number}`,
    heading: '电子邮件未能送达，请改用其他方式送达',
    to: copy.issuerName,
    paragraphs: [
      `发给${copy.agencyName}的邮件被拒收，送达尚未完成，期限尚未起算。请核对邮箱，或直接送达后登记。`,
    ],
    facts: [['收件地址', failedAddress], ['对方服务器答复', response], ...about(copy)],
    button: null,
    footer: [],
    english: [
      `Not delivered to ${failedAddress}: ${response}. Please serve by hand and record it.`,
    ],
  });
}

export function reviewLetter(
  copy: CopyProps,
  { outcome, text, consoleUrl }: { outcome: string; text: string; consoleUrl: string },
): Letter {
  return letter(copy, {
    subject: `[请审核函复] ${copy.agencyName} ${copy.number}`,
    heading: `${copy.agencyName}已函复：${outcome}`,
    to: copy.issuerName,
    paragraphs: [text],
    button: { label: '打开并审核', url: consoleUrl },
    footer: [],
    english: [`${copy.agencyName} has replied; please accept or return the reply.`],
  });
}

export function returnedLetter(
  copy: CopyProps,
  { reason, dueOn }: { reason: string; dueOn: string },
): Letter {
  return letter(copy, {
    subject: `[函复退回·请于${dueOn}前补充] ${copy.number}`,
    heading: '函复已退回，请补充后再报',
    paragraphs: [`退回理由：${reason}`],
    facts: [['到期日', dueOn], ...about(copy)],
    english: [`Your reply was returned: ${reason}`],
  });
}

export function decidedLetter(
  copy: CopyProps,
  { decision, reason, dueOn }: { decision: string; reason: string; dueOn: string | null },
): Letter {
  return letter(copy, {
    subject: `[${decision}] ${copy.agencyName} ${copy.number}`,
    heading: decision,
    paragraphs: reason ? [`理由：${reason}`] : [],
    facts: [...(dueOn ? ([['新的到期日', dueOn]] as [string, string][]) : []), ...about(copy)],
    english: [`The joint meeting's secretariat has decided on ${copy.number}; the page says what.`],
  });
}

export function codeLetter(copy: CopyProps, code: string): Letter {
  return letter(copy, {
    subject: `[签收验证码] ${copy.formName} ${copy.number}`,
    heading: `验证码：${code}`,
    paragraphs: [
      `有人正在以${copy.agencyName}的名义签收本件。请将验证码填入签收页面，60分钟内有效。`,
      '如非贵单位人员操作，请勿告知他人，并与发文单位联系。',
    ],
    button: null,
    footer: [contactOf(copy)],
    english: [`Code ${code}: enter it on the page to acknowledge. Valid for 60 minutes.`],
  });
}

export function withdrawnLetter(copy: CopyProps, reason: string): Letter {
  return letter(copy, {
    subject: `[已撤回，无需再办] ${copy.formName} ${copy.number}`,
    heading: '本件已撤回',
    paragraphs: [`${copy.issuerName}已撤回本件，贵单位无需再办理。理由：${reason}`],
    button: null,
    footer: [contactOf(copy)],
    english: ['This notice was withdrawn. Nothing more is asked of you.'],
  });
}

export function annulledLetter(
  copy: CopyProps,
  { silenceNumber, reason }: { silenceNumber: string; reason: string },
): Letter {
  return letter(copy, {
    subject: `[逾期记录撤销] ${silenceNumber} ${copy.agencyName}`,
    heading: `逾期记录${silenceNumber}已撤销`,
    paragraphs: [`理由：${reason}。原记录予以保留，并注明撤销。`],
    english: [`The record of silence ${silenceNumber} is annulled.`],
  });
}

export function recountedLetter(
  copy: CopyProps,
  { duty, before, after }: { duty: string; before: string; after: string },
): Letter {
  if (before === after) {
    return letter(copy, {
      subject: `[到期日${after}已确定] ${copy.formName} ${copy.number}`,
      heading: '放假安排已公布，到期日不变',
      paragraphs: [`${duty}：原暂定的到期日${after}已确定。计算过程见页面。`],
      english: [`The calendar has been published: the due date ${after} is certain now.`],
    });
  }
  return letter(copy, {
    subject: `[到期日改为${after}] ${copy.formName} ${copy.number}`,
    heading: '工作日安排变更，到期日重新计算',
    paragraphs: [`${duty}：到期日由${before}改为${after}。两次计算过程均保留，见页面。`],
    english: [`The calendar has changed: the due date moves from ${before} to ${after}.`],
  });
}

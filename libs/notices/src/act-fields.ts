import type { Bilingual, Discharge } from '#rulebook';

export interface ActField {
  name: string;
  kind: 'text' | 'long-text' | 'date' | 'choice';
  required: boolean;
  label: Bilingual;
  example?: Bilingual;
  choices?: { value: string; label: Bilingual }[];
}

const attendees: ActField = {
  name: 'attendees',
  kind: 'long-text',
  required: true,
  label: { zh: '到场人员（至少两人）', en: 'Who attended (at least two)' },
  example: { zh: '每行一人，如：张三 执法证号…', en: 'One per line' },
};
const onSiteOn: ActField = {
  name: 'onSiteOn',
  kind: 'date',
  required: true,
  label: { zh: '到场制止日期', en: 'Date on site' },
};
const note: ActField = {
  name: 'note',
  kind: 'long-text',
  required: false,
  label: { zh: '说明', en: 'Remarks' },
};

const orderNumber: ActField = {
  name: 'orderNumber',
  kind: 'text',
  required: true,
  label: { zh: '停工通知书文号', en: 'Number of the stop-work notice' },
  example: { zh: '吕综执停〔2026〕5号', en: '吕综执停〔2026〕5号' },
};

/** What a reply may state of the stop-work notice and the attendance; accepted, it closes these as well. */
export const STATED_IN_REPLY: readonly ActField[] = [orderNumber, onSiteOn];

/** The form of each way to discharge a duty, in the order in which the facts are at hand. */
export const ACT_FIELDS: Record<Discharge, ActField[]> = {
  'stop-work': [
    orderNumber,
    {
      name: 'orderOn',
      kind: 'date',
      required: true,
      label: { zh: '停工通知书下发日期', en: 'Date of the stop-work notice' },
    },
    onSiteOn,
    attendees,
    note,
  ],
  instruction: [
    {
      name: 'claim',
      kind: 'choice',
      required: true,
      label: { zh: '办理方式', en: 'What was done' },
      choices: [
        { value: 'instructed', label: { zh: '已批示', en: 'Instructed' } },
        { value: 'special-circumstances', label: { zh: '特殊情况', en: 'Special circumstances' } },
      ],
    },
    {
      name: 'by',
      kind: 'text',
      required: true,
      label: { zh: '批示领导姓名、职务', en: 'Name and post of the leader' },
    },
    {
      name: 'instructedOn',
      kind: 'date',
      required: false,
      label: { zh: '批示日期（已批示时填）', en: 'Date of the instruction' },
    },
    {
      name: 'text',
      kind: 'long-text',
      required: true,
      label: { zh: '批示内容，或特殊情况的理由', en: 'Text of the instruction, or the reason' },
    },
  ],
  'on-site': [onSiteOn, attendees, note],
  verification: [
    {
      name: 'verifiedOn',
      kind: 'date',
      required: true,
      label: { zh: '调查核实日期', en: 'Date of the verification' },
    },
    {
      name: 'findings',
      kind: 'long-text',
      required: true,
      label: { zh: '调查核实情况', en: 'What was found' },
    },
    {
      name: 'measures',
      kind: 'long-text',
      required: true,
      label: { zh: '依职权采取的措施', en: 'What was done within the remit' },
    },
  ],
  acceptance: [
    {
      name: 'acceptedOn',
      kind: 'date',
      required: true,
      label: { zh: '受理日期', en: 'Date of acceptance' },
    },
    { name: 'caseNumber', kind: 'text', required: true, label: { zh: '案号', en: 'Case number' } },
  ],
  ruling: [
    { name: 'ruledOn', kind: 'date', required: true, label: { zh: '裁定日期', en: 'Date' } },
    {
      name: 'rulingNumber',
      kind: 'text',
      required: true,
      label: { zh: '裁定书文号', en: 'Number' },
    },
    { name: 'text', kind: 'long-text', required: true, label: { zh: '裁定内容', en: 'Ruling' } },
  ],
  'transfer-answer': [
    {
      name: 'answer',
      kind: 'choice',
      required: true,
      label: { zh: '是否接受移送', en: 'Whether the transfer is accepted' },
      choices: [
        { value: 'accepted', label: { zh: '接受', en: 'Accepted' } },
        { value: 'refused', label: { zh: '不接受', en: 'Refused' } },
      ],
    },
    { name: 'answeredOn', kind: 'date', required: true, label: { zh: '答复日期', en: 'Date' } },
    {
      name: 'reason',
      kind: 'long-text',
      required: false,
      label: { zh: '理由（不接受时必填）', en: 'Reason (where refused)' },
    },
  ],
  statement: [
    { name: 'actedOn', kind: 'date', required: true, label: { zh: '办理日期', en: 'Date' } },
    {
      name: 'text',
      kind: 'long-text',
      required: true,
      label: { zh: '办理情况', en: 'What was done' },
    },
  ],
  reply: [],
  issue: [],
};

/** The fields of which the latest date decides when the duty was discharged. */
export const ACT_DATES: Partial<Record<Discharge, string[]>> = {
  // “下发停工通知书并到场制止”: both, so the later of the two (row 28).
  'stop-work': ['orderOn', 'onSiteOn'],
  instruction: ['instructedOn'],
  'on-site': ['onSiteOn'],
  verification: ['verifiedOn'],
  acceptance: ['acceptedOn'],
  ruling: ['ruledOn'],
  'transfer-answer': ['answeredOn'],
  statement: ['actedOn'],
};

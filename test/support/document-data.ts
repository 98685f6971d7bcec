/** What templates print, believable and of a believable length; a test states only what it is about. */

const ISSUER = '启东市自然资源局吕四港国土所';
const FINGERPRINT = '3F2A 11C0 9B7D 4E5F 8A60 D2C1 7B3E 90F4 A1B2 C3D4';
const DIGEST = '0123456789abcdef 0123456789abcdef 0123456789abcdef 0123456789abcdef';
const POWER = '国网启东市供电公司吕四港供电所';

/** Stands for a QR code. */
const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>';

const record = {
  qr: QR,
  proof: ['扫描二维码，可核对所涉文书的文号和文件指纹。', `证据签名公钥指纹：${FINGERPRINT}`],
  notice: { issuer: ISSUER, number: '启自然资吕抄〔2026〕17号', form: '抄告单' },
};

export const NOTICE = {
  format: 'document',
  kind: 'copy-notice',
  form: '抄告单',
  number: '启自然资吕抄〔2026〕17号',
  issuer: ISSUER,
  self: '我所',
  signer: null,
  to: ['吕四港镇综合执法局'],
  cc: ['吕四港镇人民政府'],
  others: [],
  project: '厂房扩建',
  place: '吕四港镇三甲村12组',
  discoveredOn: '2026年11月20日',
  stopFailedOn: '2026年11月23日',
  rulebook: { title: '补充意见', source: '启政办发〔2020〕32号', clause: '二、协作处置' },
  facts: [{ label: '位置', value: '吕四港镇三甲村12组', wide: true }],
  description: '未经批准扩建厂房，已浇筑地基。',
  demands: [
    {
      agencies: ['吕四港镇综合执法局'],
      items: [{ action: '处置并函复', period: '5个工作日内', basis: '二、协作处置*' }],
    },
  ],
  reading: true,
  counted: { fromService: true, fromElse: false, workingDays: true },
  answers: true,
  stopWork: true,
  contact: { name: '李所长', phone: '0513-83000001' },
  attachments: ['现场照片.jpg', '勘测定界图.pdf'],
  date: '2026年11月24日',
  recipient: '',
  qr: QR,
  fingerprint: FINGERPRINT,
};

/** By template: letters that record something. */
export const LETTERS = {
  silence: {
    ...record,
    issuer: ISSUER,
    number: '启自然资吕逾〔2026〕2号',
    what: '逾期未函复',
    agency: POWER,
    project: '厂房扩建',
    startedOn: '2026年9月29日',
    startedBy: '收到',
    dueOn: '2026年10月12日',
    action: '处置或者协助处置到位，并书面函复',
    period: '5个工作日内',
    basis: '二、协作处置（参照适用）',
    accountable: '四、责任追究（二）：追究主要负责人的领导责任、分管负责人的直接责任',
    recordedAt: '2026年10月13日 00:00',
    date: '2026年10月13日',
    cc: '联席会议办公室',
  },
  annulment: {
    ...record,
    issuer: ISSUER,
    number: '启自然资吕逾〔2026〕2号',
    what: '逾期未函复',
    agency: POWER,
    dueOn: '2026年10月12日',
    recordedOn: '2026年10月13日',
    reason: '邮件送达后被退回，送达不成立，期限停止计算',
    date: '2026年10月14日',
    cc: '联席会议办公室',
  },
  supervision: {
    ...record,
    issuer: '启东市联席会议办公室',
    number: '启联办督〔2026〕1号',
    agency: POWER,
    project: '厂房扩建',
    action: '处置或者协助处置到位，并书面函复',
    reason: '逾期三个工作日仍未函复',
    person: '王秘书',
    documentNumber: '联席会议纪要〔2026〕9号',
    dueOn: '2026年10月20日',
    phone: '0513-83000000',
    date: '2026年10月15日',
    cc: ISSUER,
  },
  reply: {
    ...record,
    agency: '吕四港镇规划建设局',
    documentNumber: '吕规函〔2026〕3号',
    outcome: '处置到位',
    text: '已责令停工，地基已拆除。',
    reason: null,
    name: '赵一',
    attachments: [{ name: '现场照片.jpg', digest: DIGEST }],
    date: '2026年10月12日',
    receivedAt: '2026年10月12日 10:00',
    digest: DIGEST,
  },
  'receipt-of-service': {
    ...record,
    kind: 'copy-notice',
    project: '厂房扩建',
    agency: '吕四港镇规划建设局',
    address: 'guijian@lvsi.qidong.example',
    method: '电子邮件',
    server: '抄告系统',
    servedAt: '2026年9月29日 10:00（北京时间）',
    servedOn: '2026年9月29日',
    evidence: '收件方邮件服务器答复：250 kept',
    receiver: '赵一　科员',
    acknowledgedAt: '2026年9月29日 11:00',
    grade: '经办人具名，在办理页面签收',
    remark: '',
    date: '2026年9月29日',
  },
} as const;

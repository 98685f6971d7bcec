import type { DayKind } from '#calendar';
import type {
  AcknowledgementGrade,
  CountReason,
  DecisionKind,
  Facts,
  MessageKind,
  NoticeState,
  Outcome,
  Reply,
  Step,
} from '#notices';
import type { Bilingual, Grade, Post, StepAction } from '#rulebook';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

export const SOURCE_LABELS: Record<Facts['source'], Bilingual> = {
  patrol: both('巡查', 'Patrol'),
  'satellite-inspection': both('卫片检查', 'Satellite inspection'),
  'public-report': both('群众举报', 'Report by the public'),
  'superior-assignment': both('上级交办', 'Assigned from above'),
};

export const SEVERITY_LABELS: Record<Facts['severity'], Bilingual> = {
  ordinary: both('一般', 'Ordinary'),
  major: both('重大', 'Major'),
};

export const STAGE_LABELS: Record<Facts['stage'], Bilingual> = {
  materials: both('备料', 'Materials on site'),
  'ground-broken': both('动土', 'Ground broken'),
  foundation: both('基础施工', 'Foundation'),
  walls: both('墙体施工', 'Walls'),
  roofed: both('已封顶', 'Roofed'),
  completed: both('已建成', 'Completed'),
  'in-use': both('已投入使用', 'In use'),
};

export const OUTCOME_LABELS: Record<Outcome, Bilingual> = {
  'in-progress': both('办理中', 'In progress'),
  'dealt-with': both('处置到位', 'Fully dealt with'),
  assisted: both('协助处置到位', 'Assisted to resolution'),
  'outside-remit': both('不属本单位职责', 'Outside our remit'),
};

const REVIEW_LABELS: Record<Reply['review'], Bilingual> = {
  none: both('已记录，不需审核', 'On record, needs no review'),
  pending: both('待审核', 'Awaits review'),
  accepted: both('已认可', 'Accepted'),
  returned: both('已退回补充', 'Returned'),
};

/** A claim is not the issuer's to review: the secretariat settles it. */
export const reviewLabel = ({ outcome, review }: Pick<Reply, 'outcome' | 'review'>): Bilingual =>
  outcome === 'outside-remit'
    ? both('由联席会议办公室决定', 'For the secretariat to decide')
    : REVIEW_LABELS[review];

export const NOTICE_STATE_LABELS: Record<NoticeState, Bilingual> = {
  'awaiting-approval': both('待审核', 'Awaits approval'),
  issued: both('已发出', 'Issued'),
  withdrawn: both('已撤回', 'Withdrawn'),
};

export const DECISION_LABELS: Record<DecisionKind, Bilingual> = {
  extend: both('延期', 'Extend'),
  excuse: both('免除', 'Excuse'),
  'refuse-circumstances': both('不认可特殊情况', 'Refuse the special circumstances'),
  'uphold-outside-remit': both('认定不属其职责', 'Uphold: outside its remit'),
  'return-outside-remit': both('认定属其职责，退回办理', 'Return: within its remit'),
  supervise: both('督办', 'Supervised handling'),
  'name-agency': both('认定不属其职责，另行指定单位', 'Uphold, and name another agency'),
  agenda: both('列入议题', 'Put on the agenda'),
  transfer: both('移送', 'Transfer'),
};

export const COUNT_LABELS: Record<CountReason, Bilingual> = {
  started: both('起算', 'Started'),
  recounted: both('重新计算', 'Recounted'),
  confirmed: both('日期确认', 'Confirmed'),
  extended: both('延期', 'Extended'),
  returned: both('退回后重新计算', 'Returned'),
  supervised: both('督办期限', 'Supervised'),
  voided: both('起算作废', 'Voided'),
};

export const DAY_LABELS: Record<DayKind, Bilingual> = {
  workday: both('工作日', 'Working day'),
  weekend: both('周末', 'Weekend'),
  holiday: both('放假', 'Holiday'),
  'make-up-workday': both('补班', 'Make-up working day'),
};

export const STEP_LABELS: Record<StepAction, Bilingual> = {
  remind: both('提醒', 'Remind'),
  'record-silence': both('记录逾期', 'Record silence'),
  escalate: both('上报', 'Escalate'),
  'ask-decision': both('提请决定', 'Ask for a decision'),
};

export const STEP_STATE_LABELS: Record<Step['state'], Bilingual> = {
  planned: both('待执行', 'Planned'),
  done: both('已执行', 'Done'),
  skipped: both('已略过', 'Skipped'),
  cancelled: both('已取消', 'Cancelled'),
};

export const MESSAGE_LABELS: Record<MessageKind, Bilingual> = {
  notice: both('抄告', 'Notice'),
  reminder: both('催办', 'Reminder'),
  silence: both('逾期未函复', 'Silence'),
  escalation: both('上报', 'Escalation'),
  'decision-request': both('提请决定', 'Request for a decision'),
  receipt: both('回执', 'Receipt'),
  code: both('签收验证码', 'Code to acknowledge'),
  undeliverable: both('无法送达', 'Undeliverable'),
  bounced: both('退信通知', 'Bounce'),
  'mail-received': both('邮件回复的答复', 'Answer to a mail'),
  'reply-to-review': both('函复待审核', 'Reply to review'),
  'reply-returned': both('函复退回', 'Reply returned'),
  decided: both('决定', 'Decision'),
  withdrawn: both('撤回', 'Withdrawal'),
  annulled: both('撤销记录', 'Annulment'),
  recounted: both('重新计算期限', 'Recount'),
  digest: both('每日摘要', 'Digest'),
};

export const MESSAGE_STATE_LABELS = {
  queued: both('待发', 'Queued'),
  sending: both('发送中', 'Sending'),
  accepted: both('对方服务器已接收', "Accepted by the recipient's server"),
  undeliverable: both('无法送达', 'Undeliverable'),
  cancelled: both('已取消', 'Cancelled'),
};

/** What proves that somebody received it. */
export const ACKNOWLEDGEMENT_LABELS: Record<AcknowledgementGrade, Bilingual> = {
  'named-officer': both('具名人员签收', 'Named officer'),
  'named-officer-with-code': both(
    '具名人员签收并经登记邮箱验证码确认',
    'Named officer with a code',
  ),
  'signed-paper': both('书面签收（发文单位登记）', 'Signed paper, recorded by the issuer'),
};

export const GRADE_LABELS: Record<Grade, Bilingual> = {
  direct: both('直接责任', 'Direct responsibility'),
  leadership: both('领导责任', 'Leadership responsibility'),
  'important-leadership': both('重要领导责任', 'Important leadership responsibility'),
  'principal-leadership': both('主要领导责任', 'Principal leadership responsibility'),
  unstated: both('条款未写明责任类型', 'Type not stated'),
};

export const POST_LABELS: Record<Post, Bilingual> = {
  principal: both('主要负责人', 'Principal'),
  'deputy-in-charge': both('分管负责人', 'Deputy in charge'),
  lead: both('牵头责任领导', 'Lead'),
  officer: both('相关责任人', 'Officer concerned'),
  'grid-worker': both('网格员', 'Grid worker'),
};

/** What was submitted: the form of a submission, or the way in which it discharges a duty. */
export const FORM_LABELS: Partial<Record<string, Bilingual>> = {
  act: both('办理情况', 'What was done'),
  acknowledgement: both('签收', 'Acknowledgement'),
  reply: both('函复', 'Reply'),
  'hand-over': both('转交同事', 'Hand-over'),
  'stop-work': both('停工通知书与到场制止', 'Stop-work notice and attendance'),
  instruction: both('批示', 'Instruction'),
  'on-site': both('到场制止', 'Attendance on site'),
  verification: both('调查核实与履职', 'Verification'),
  ruling: both('裁定', 'Ruling'),
  'transfer-answer': both('移送答复', 'Answer to the transfer'),
  statement: both('办理情况', 'Statement'),
};

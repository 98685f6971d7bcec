import { type Bilingual, LEVEL_LABELS, ROLE_LABELS } from '#rulebook';
import type { PageContext } from '../../views/context.js';
import { DECISION_LABELS, POST_LABELS } from '../../views/labels.js';
import { OFFICER_ROLE_LABELS } from '../officer-role-labels.js';
import { OUTCOME_LABELS as CALL_LABELS } from '../secretariat/reachability-words.js';
import { RECEIVES_LABELS } from './directory-words.js';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** The boxes of forms that the audit notes or finds wanting. */
const BOXES: Record<string, Bilingual> = {
  agency: both('单位', 'agency'),
  agencyCode: both('单位', 'agency'),
  agencyCodes: both('承办单位', 'agencies'),
  attendees: both('出席', 'attendees'),
  batch: both('批次', 'batch'),
  calledAt: both('联系时间', 'called at'),
  chair: both('主持人', 'chair'),
  code: both('代号', 'code'),
  copyId: both('抄告', 'copy'),
  documentNumber: both('依据文号', 'document'),
  dueOn: both('期限', 'due'),
  dutyId: both('任务', 'duty'),
  email: both('邮箱', 'mailbox'),
  file: both('文件', 'file'),
  heldOn: both('会议日期', 'held on'),
  kind: both('种类', 'kind'),
  level: both('级别', 'level'),
  meetingId: both('会议', 'meeting'),
  method: both('方式', 'method'),
  minutesNumber: both('纪要文号', 'minutes'),
  name: both('姓名', 'name'),
  nameEn: both('英文名称', 'English name'),
  nameZh: both('名称', 'name'),
  organ: both('机关', 'organ'),
  outcome: both('结果', 'outcome'),
  place: both('地点', 'place'),
  position: both('职务', 'position'),
  post: both('职务', 'post'),
  reason: both('理由', 'reason'),
  receives: both('接收', 'receives'),
  role: both('类别或岗位', 'role'),
  scopes: both('权限', 'scopes'),
  servedAt: both('送达时间', 'served at'),
  signedBy: both('签发人', 'signed by'),
  startsAt: both('开始时间', 'starts at'),
  target: both('适用事项', 'what it applies to'),
  text: both('内容', 'text'),
  town: both('镇园', 'town'),
  word: both('机关代字', 'word'),
  workingDays: both('工作日', 'working days'),
};

/** What a box was set to, where that is one of few. */
const CHOICES: Record<string, Partial<Record<string, Bilingual>>> = {
  kind: {
    ...DECISION_LABELS,
    regular: both('例会', 'regular'),
    urgent: both('紧急会议', 'urgent'),
  },
  role: { ...ROLE_LABELS, ...OFFICER_ROLE_LABELS },
  level: LEVEL_LABELS,
  organ: ROLE_LABELS,
  outcome: CALL_LABELS,
  post: POST_LABELS,
  receives: RECEIVES_LABELS,
};

/** What the audit keeps of an act, `kind=extend; workingDays=5; invalid reason`, in words. */
export function auditDetailWords(detail: string, { t, pick }: PageContext): string {
  const box = (name: string) => pick(BOXES[name] ?? both(name, name));
  const chosen = (name: string, value: string) => {
    const choices = CHOICES[name];
    if (!choices) return value;
    const words = value.split(' ').map((one) => pick(choices[one] ?? both(one, one)));
    return words.join(t('、', ', '));
  };
  const part = (said: string): string => {
    if (said === 'forbidden') return t('岗位无权', 'not for this role');
    const [, fields] = /^invalid (.+)$/.exec(said) ?? [];
    if (fields) {
      const names = fields.split(' ').map(box).join(t('、', ', '));
      return t(`填写有误：${names}`, `wrong: ${names}`);
    }
    const [, role, agency] = /^(\S+) @ (\S+) before$/.exec(said) ?? [];
    if (role && agency) {
      const was = chosen('role', role);
      return t(`原为${was}（${agency}）`, `${was} (${agency}) before`);
    }
    const [, name, value] = /^(\w+)=(.*)$/s.exec(said) ?? [];
    return name && value ? `${box(name)}${t('：', ': ')}${chosen(name, value)}` : said;
  };
  return detail.split('; ').map(part).join(t('；', '; '));
}

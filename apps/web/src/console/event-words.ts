import type { Bilingual } from '#rulebook';
import type { PageContext } from '../views/context.js';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** What happened, by the type of its event; one without a word here is shown by its type. */
export const EVENT_LABELS: Partial<Record<string, Bilingual>> = {
  'notice-drafted': both('拟稿', 'Drafted'),
  'notice-issued': both('发出', 'Issued'),
  'notice-withdrawn': both('撤回', 'Withdrawn'),
  'notice-sent-back': both('审核退回', 'Sent back'),
  'copy-reminded': both('人工催办', 'Reminded by hand'),
  'copy-issued': both('制发', 'Copy issued'),
  'copy-served': both('送达', 'Served'),
  'copy-undeliverable': both('无法送达', 'Undeliverable'),
  'copy-bounced': both('送达后退信', 'Bounced after service'),
  'copy-acknowledged': both('签收', 'Acknowledged'),
  'copy-withdrawn': both('任务随撤回终止', 'Ended by the withdrawal'),
  'service-moved': both('以另一邮箱的接收为送达', 'Served by another address'),
  'copy-resent': both('重新发送', 'Sent again'),
  'message-bounced': both('邮件被退回', 'Message bounced'),
  'message-delayed': both('邮件投递延迟', 'Message delayed'),
  'mail-received': both('收到邮件回复，待确认', 'Mail received, to be confirmed'),
  'mail-handled': both('邮件回复已处理', 'Mail handled'),
  'message-accepted': both('邮件被接收', 'Message accepted'),
  'message-undeliverable': both('邮件无法送达', 'Message undeliverable'),
  'link-sent-again': both('凭纸质文书请求重发链接', 'Link asked for again on paper'),
  'document-made': both('生成文书', 'Document made'),
  'form-received': both('收到提交', 'Form received'),
  'link-handed-over': both('转交同事', 'Handed over'),
  'duty-discharged': both('填报办理情况', 'Act stated'),
  'instruction-given': both('批示', 'Instruction given'),
  'special-circumstances-claimed': both('主张特殊情况', 'Special circumstances claimed'),
  'duty-extended': both('延期', 'Extended'),
  'duty-excused': both('免除', 'Excused'),
  'duty-supervised': both('列入督办', 'Supervised handling'),
  'circumstances-refused': both('不认可特殊情况', 'Special circumstances refused'),
  'date-confirmed': both('确认日期', 'Date confirmed'),
  'duty-recounted': both('重新计算期限', 'Recounted'),
  'reply-submitted': both('函复', 'Reply submitted'),
  'reply-accepted': both('函复获认可', 'Reply accepted'),
  'reply-returned': both('函复被退回', 'Reply returned'),
  'remit-upheld': both('认定不属其职责', 'Outside its remit'),
  'remit-returned': both('认定属其职责', 'Within its remit'),
  'put-on-agenda': both('列入联席会议议题', 'Put on the agenda'),
  'transfer-prepared': both('拟定移送', 'Transfer prepared'),
  'step-remind': both('催办', 'Reminded'),
  'step-escalate': both('上报主要负责人', 'Escalated to its principal'),
  'step-ask-decision': both('提请决定', 'Decision asked for'),
  'silence-recorded': both('记录逾期', 'Silence recorded'),
  'silence-annulled': both('撤销逾期记录', 'Silence annulled'),
  'circumstance-annulled': both('撤销追责情形', 'Circumstance annulled'),
  'circumstance-recorded': both('记录追责情形', 'Circumstance recorded'),
};

/** `officer:username name` and `agency:code name` → name; `link:address` → address; `agency:code` → code. */
export function actorWords(actor: string, { t }: PageContext): string {
  if (actor === 'system') return t('系统', 'System');
  const [, kind, rest = ''] = /^(\w+):(.*)$/.exec(actor) ?? [];
  if (kind === 'officer' || kind === 'agency') return rest.split(' ').slice(1).join(' ') || rest;
  if (kind === 'mail') return t(`${rest}（电子邮件）`, `${rest} (e-mail)`);
  if (kind === 'link') return t(`${rest}（邮件链接）`, `${rest} (e-mail link)`);
  return rest || actor;
}

import type { Bilingual } from '#rulebook';

export interface Act extends Bilingual {
  /** Boxes of its form whose content the audit notes; no secret and nothing private. */
  noted?: readonly string[];
}

/** What officers do, by the route that does it, and what is done on the command line, in words. */
export const ACTS: Partial<Record<string, Act>> = {
  '/console/sign-in': { zh: '登录：密码', en: 'Sign in: password' },
  '/console/sign-in/code': { zh: '登录：验证码', en: 'Sign in: code' },
  '/console/sign-out': { zh: '退出', en: 'Sign out' },
  '/console/account/password': { zh: '修改密码', en: 'Change the password' },
  '/console/account/sessions/:sessionId/end': { zh: '结束一处登录', en: 'End a session' },
  '/console/account/sign-out-everywhere': { zh: '退出所有登录', en: 'Sign out everywhere' },
  '/console/account/totp': { zh: '开始设置两步验证', en: 'Begin with an authenticator' },
  '/console/account/totp/confirm': { zh: '启用两步验证', en: 'Switch codes on' },
  '/console/account/totp/recovery-codes': { zh: '换发恢复码', en: 'Renew recovery codes' },
  '/console/account/totp/remove': { zh: '停用两步验证', en: 'Switch codes off' },
  '/console/copies/:copyId/decide': {
    ...{ zh: '作出决定', en: 'Decide' },
    noted: ['kind', 'documentNumber', 'dueOn', 'workingDays', 'agencyCode', 'meetingId', 'organ'],
  },
  '/console/decisions/confirmed': {
    ...{ zh: '一并作出决定', en: 'Decide on several at once' },
    noted: ['kind', 'documentNumber', 'dueOn', 'workingDays', 'batch'],
  },
  '/console/meetings/new': {
    ...{ zh: '召集会议', en: 'Convene a meeting' },
    noted: ['kind', 'heldOn'],
  },
  '/console/meetings/:meetingId/change': {
    ...{ zh: '修改会议', en: 'Change a meeting' },
    noted: ['kind', 'heldOn'],
  },
  '/console/meetings/:meetingId/cancellation': {
    zh: '取消会议',
    en: 'Cancel a meeting',
  },
  '/console/meetings/:meetingId/agenda': { zh: '增加议题', en: 'Add to an agenda' },
  '/console/meetings/:meetingId/order': { zh: '调整议题次序', en: 'Reorder an agenda' },
  '/console/meetings/:meetingId/items/:itemId/removal': {
    ...{ zh: '撤下议题', en: 'Take an item off' },
  },
  '/console/meetings/:meetingId/held': { zh: '登记会议召开', en: 'Record a meeting as held' },
  '/console/meetings/:meetingId/items/:itemId/resolution': {
    ...{ zh: '记录议定事项', en: 'Write a resolution' },
    noted: ['dueOn', 'agencyCodes'],
  },
  '/console/meetings/:meetingId/minutes': {
    ...{ zh: '签发纪要', en: 'Sign minutes' },
    noted: ['minutesNumber'],
  },
  '/console/meetings/:meetingId/items/:itemId/assignment': {
    ...{ zh: '发出交办', en: 'Issue an assignment' },
  },
  '/console/meetings/:meetingId/correction': {
    ...{ zh: '更正纪要', en: 'Correct minutes' },
    noted: ['documentNumber'],
  },
  '/console/reachability/new': {
    ...{ zh: '建立联系任务', en: 'Create a task to phone' },
    noted: ['agencyCode', 'dueOn'],
  },
  '/console/reachability/tasks/:taskId': {
    ...{ zh: '登记一次联系', en: 'Record a call' },
    noted: ['outcome', 'calledAt'],
  },
  '/console/copies/:copyId/replies/:replyId/acceptance': { zh: '采纳函复', en: 'Accept a reply' },
  '/console/copies/:copyId/replies/:replyId/return': { zh: '退回函复', en: 'Return a reply' },
  '/console/copies/:copyId/acknowledgement': {
    zh: '登记书面签收',
    en: 'Record signed paper',
  },
  '/console/copies/:copyId/service': {
    ...{ zh: '登记人工送达', en: 'Record service by hand' },
    noted: ['method', 'servedAt'],
  },
  '/console/copies/:copyId/resend': { zh: '重新发送', en: 'Send again' },
  '/console/copies/:copyId/reminder': { zh: '人工催办', en: 'Remind by hand' },
  '/console/compose': { ...{ zh: '新建草稿', en: 'Begin a draft' }, noted: ['kind'] },
  '/console/compose/:draftId': { zh: '保存草稿', en: 'Save a draft' },
  '/console/compose/:draftId/send': { zh: '发出抄告', en: 'Send a notice' },
  '/console/compose/:draftId/delete': { zh: '删除草稿', en: 'Delete a draft' },
  '/console/approvals/:noticeId/send-back': { zh: '审核退回', en: 'Send back a draft' },
  '/console/batch': { ...{ zh: '上传批量表', en: 'Upload a spreadsheet' }, noted: ['kind'] },
  '/console/batch/:batchId/send': { zh: '批量发出', en: 'Send a spreadsheet' },
  '/console/keys': {
    ...{ zh: '新建接口密钥', en: 'Create an API key' },
    noted: ['name', 'scopes'],
  },
  '/console/keys/:keyId/revoke': { zh: '撤销接口密钥', en: 'Revoke an API key' },
  '/console/notices/:noticeId/approval': { zh: '审核制发', en: 'Approve a notice' },
  '/console/notices/:noticeId/withdraw': { zh: '撤回抄告', en: 'Withdraw a notice' },
  '/console/holding-pen/:mailId/assign': {
    ...{ zh: '来信归入抄告', en: 'Assign a mail to a copy' },
    noted: ['copyId'],
  },
  '/console/holding-pen/:mailId/discard': { zh: '来信不予处理', en: 'Discard a mail' },
  '/console/notices/:noticeId/mail/:mailId/handled': {
    ...{ zh: '登记邮件回复已处理', en: 'Record a mail as handled' },
  },
  '/console/operator/officers': {
    ...{ zh: '新增人员', en: 'Create an officer' },
    noted: ['role', 'agency'],
  },
  '/console/operator/officers/:username': {
    ...{ zh: '更改人员', en: 'Change an officer' },
    noted: ['role', 'agency'],
  },
  '/console/operator/officers/:username/deactivate': { zh: '停用人员', en: 'Deactivate' },
  '/console/operator/officers/:username/reactivate': { zh: '恢复人员', en: 'Reactivate' },
  '/console/operator/officers/:username/reset-password': { zh: '重置密码', en: 'Reset password' },
  '/console/operator/officers/:username/reset-totp': { zh: '重置两步验证', en: 'Reset codes' },
  '/console/operator/officers/:username/unlock': { zh: '解除锁定', en: 'Unlock' },
  '/console/calendar/import': { zh: '查看放假安排的影响', en: 'Preview an arrangement' },
  '/console/calendar/import/apply': {
    ...{ zh: '导入放假安排', en: 'Import an arrangement' },
    noted: ['file'],
  },
  '/console/directory/import': { zh: '比较名录文件', en: 'Compare a directory file' },
  '/console/directory/import/apply': {
    ...{ zh: '导入名录文件', en: 'Import a directory file' },
    noted: ['file'],
  },
  '/console/directory/new': {
    ...{ zh: '增加单位', en: 'Add an agency' },
    noted: ['code', 'level', 'role', 'town', 'word', 'email'],
  },
  '/console/directory/regions': {
    ...{ zh: '增加或更名镇园', en: 'Add or rename a region' },
    noted: ['code', 'nameZh'],
  },
  '/console/directory/agencies/:code/edit': {
    ...{ zh: '更改单位', en: 'Change an agency' },
    noted: ['nameZh', 'level', 'role', 'town', 'word'],
  },
  '/console/directory/agencies/:code/retire': { zh: '停用单位', en: 'Retire an agency' },
  '/console/directory/agencies/:code/contacts/new': {
    ...{ zh: '增加联系人', en: 'Add a contact' },
    noted: ['email', 'post', 'receives'],
  },
  '/console/directory/agencies/:code/contacts/:contactId/edit': {
    ...{ zh: '更改联系人', en: 'Change a contact' },
    noted: ['email', 'post', 'receives'],
  },
  '/console/directory/agencies/:code/contacts/:contactId/retire': {
    ...{ zh: '停用联系人', en: 'Retire a contact' },
  },
  '/console/notices/:noticeId/evidence': { zh: '下载证据包', en: 'Take the evidence' },
  'evidence-key rotate': {
    zh: '轮换签名密钥（命令行）',
    en: 'Rotate the signing key (command line)',
  },
  'calendar import': { zh: '导入日历（命令行）', en: 'Calendar import (command line)' },
  'directory import': { zh: '导入名录（命令行）', en: 'Directory import (command line)' },
  'key create': { zh: '新建密钥（命令行）', en: 'Create a key (command line)' },
  'key revoke': { zh: '撤销密钥（命令行）', en: 'Revoke a key (command line)' },
  'officer create': { zh: '新增人员（命令行）', en: 'Create an officer (command line)' },
};

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
    noted: ['kind', 'documentNumber', 'dueOn', 'workingDays'],
  },
  '/console/copies/:copyId/replies/:replyId/acceptance': { zh: '采纳函复', en: 'Accept a reply' },
  '/console/copies/:copyId/replies/:replyId/return': { zh: '退回函复', en: 'Return a reply' },
  '/console/copies/:copyId/service': {
    ...{ zh: '登记人工送达', en: 'Record service by hand' },
    noted: ['method', 'servedAt'],
  },
  '/console/notices/:noticeId/approval': { zh: '审核制发', en: 'Approve a notice' },
  '/console/notices/:noticeId/withdraw': { zh: '撤回抄告', en: 'Withdraw a notice' },
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
  'calendar import': { zh: '导入日历（命令行）', en: 'Calendar import (command line)' },
  'directory import': { zh: '导入名录（命令行）', en: 'Directory import (command line)' },
  'key create': { zh: '新建密钥（命令行）', en: 'Create a key (command line)' },
  'key revoke': { zh: '撤销密钥（命令行）', en: 'Revoke a key (command line)' },
  'officer create': { zh: '新增人员（命令行）', en: 'Create an officer (command line)' },
};

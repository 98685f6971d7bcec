import type { OfficerRole } from '#access';
import type { Bilingual } from '#rulebook';

export interface NavigationEntry extends Bilingual {
  path: string;
  /** Who sees it. The route itself declares who may open it; `test/flows/roles.spec.ts` compares. */
  roles: readonly OfficerRole[];
}

/** Every page that the console leads to, in the order of the menu; a role's first is its home. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { path: '/console/today', ...{ zh: '今天', en: 'Today' }, roles: ['secretariat', 'auditor'] },
  {
    path: '/console/unanswered',
    ...{ zh: '未函复', en: 'Unanswered' },
    roles: ['secretariat', 'auditor'],
  },
  {
    path: '/console/notices',
    ...{ zh: '全部抄告', en: 'All notices' },
    roles: ['secretariat', 'auditor'],
  },
  {
    path: '/console/agencies',
    ...{ zh: '单位答复情况', en: 'Agencies' },
    roles: ['secretariat', 'auditor'],
  },
  {
    path: '/console/meetings',
    ...{ zh: '联席会议', en: 'Meetings' },
    roles: ['secretariat', 'auditor'],
  },
  {
    path: '/console/reachability',
    ...{ zh: '联系不上', en: 'Reachability' },
    roles: ['secretariat', 'auditor'],
  },
  { path: '/console/mine', ...{ zh: '我的待办', en: 'My desk' }, roles: ['land-office'] },
  { path: '/console/compose', ...{ zh: '制发抄告', en: 'Compose' }, roles: ['land-office'] },
  { path: '/console/approvals', ...{ zh: '待审核', en: 'To approve' }, roles: ['land-office'] },
  {
    path: '/console/notices',
    ...{ zh: '本单位抄告', en: 'Our notices' },
    roles: ['land-office'],
  },
  { path: '/console/batch', ...{ zh: '批量导入', en: 'Spreadsheets' }, roles: ['land-office'] },
  { path: '/console/keys', ...{ zh: '接口密钥', en: 'API keys' }, roles: ['land-office'] },
  {
    path: '/console/operator/officers',
    ...{ zh: '人员与岗位', en: 'Officers' },
    roles: ['operator', 'auditor'],
  },
  {
    path: '/console/operator/audit',
    ...{ zh: '操作记录', en: 'Audit' },
    roles: ['operator', 'auditor'],
  },
  {
    path: '/console/directory',
    ...{ zh: '名录', en: 'Directory' },
    roles: ['operator', 'auditor'],
  },
  {
    path: '/console/queues',
    ...{ zh: '邮件队列', en: 'Mail queue' },
    roles: ['operator', 'auditor'],
  },
  {
    path: '/console/holding-pen',
    ...{ zh: '来信分拣', en: 'Holding pen' },
    roles: ['operator', 'auditor'],
  },
  {
    path: '/console/calendar',
    ...{ zh: '工作日历', en: 'Calendar' },
    roles: ['secretariat', 'land-office', 'auditor', 'operator'],
  },
  {
    path: '/console/rulebook',
    ...{ zh: '规则', en: 'Rulebook' },
    roles: ['secretariat', 'land-office', 'auditor', 'operator'],
  },
];

export const navigationOf = (role: OfficerRole): NavigationEntry[] =>
  NAVIGATION.filter(({ roles }) => roles.includes(role));

export const homeOf = (role: OfficerRole): string =>
  navigationOf(role)[0]?.path ?? '/console/account';

/** The entry that an address belongs to: the longest path that it begins with. */
export function currentOf(
  entries: readonly NavigationEntry[],
  address: string,
): NavigationEntry | undefined {
  const { pathname } = new URL(address, 'http://page');
  return entries
    .filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

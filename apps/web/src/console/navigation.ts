import type { OfficerRole } from '#access';
import type { Bilingual } from '#rulebook';

export interface NavigationEntry extends Bilingual {
  path: string;
  /** Who sees it. The route itself declares who may open it; `test/flows/roles.spec.ts` compares. */
  roles: readonly OfficerRole[];
}

/** Every page that the console leads to, in the order of the menu; a role's first is its home. */
export const NAVIGATION: readonly NavigationEntry[] = [
  {
    path: '/console/unanswered',
    ...{ zh: '未函复', en: 'Unanswered' },
    roles: ['secretariat', 'auditor'],
  },
  {
    path: '/console/notices',
    ...{ zh: '本单位抄告', en: 'Our notices' },
    roles: ['land-office'],
  },
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

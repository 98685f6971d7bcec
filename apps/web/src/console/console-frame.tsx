import type { Officer } from '#access';
import type { Notice } from '#notices';
import type { ComponentChildren } from 'preact';
import type { PageContext } from '../views/context.js';
import { Layout } from '../views/layout.js';

export interface ConsoleContext extends PageContext {
  officer: Officer;
  /** Goes with every POST as `_csrf`. */
  csrf: string;
}

export const seesEverything = ({ role }: Officer) => role !== 'land-office';

/** The land office that issued it may review, serve by hand, approve and withdraw. */
export function mayManage(officer: Officer, { issuerId }: Pick<Notice, 'issuerId'>): boolean {
  return officer.role === 'land-office' && officer.agencyId === issuerId;
}

export function ConsoleFrame(props: {
  context: ConsoleContext;
  title: string;
  children: ComponentChildren;
}) {
  const { context, title, children } = props;
  const { t, officer, csrf, address } = context;
  const home = seesEverything(officer)
    ? { href: '/console/unanswered', words: t('未函复', 'Unanswered') }
    : { href: '/console/notices', words: t('本单位抄告', 'Our notices') };
  return (
    <Layout
      context={context}
      width="desk"
      title={`${title} · ${t('抄告', 'Chaogao')}`}
      head={
        <>
          <strong>{t('抄告', 'Chaogao')}</strong>
          <a href={home.href} aria-current={address.startsWith(home.href) ? 'page' : undefined}>
            {home.words}
          </a>
        </>
      }
      user={
        <>
          <span>
            {t(officer.agency.nameZh, officer.agency.nameEn)} · {officer.name}
          </span>
          <form method="post" action="/console/sign-out">
            <input type="hidden" name="_csrf" value={csrf} />
            <button type="submit" class="btn btn-sm">
              {t('退出', 'Sign out')}
            </button>
          </form>
        </>
      }
    >
      {children}
    </Layout>
  );
}

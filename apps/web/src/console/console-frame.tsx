import type { Officer } from '#access';
import type { Notice } from '#notices';
import type { ComponentChildren } from 'preact';
import type { PageContext } from '../views/context.js';
import { Layout } from '../views/layout.js';
import { currentOf, homeOf, navigationOf } from './navigation.js';

export interface ConsoleContext extends PageContext {
  officer: Officer;
  /** Goes with every POST as `_csrf`. */
  csrf: string;
}

export const seesEverything = ({ role }: Officer) => role === 'secretariat' || role === 'auditor';

/** Whoever issued it may review, serve by hand and withdraw: a land office, or the secretariat what it assigned. */
export function mayManage(officer: Officer, { issuerId }: Pick<Notice, 'issuerId'>): boolean {
  return issues(officer) && officer.agencyId === issuerId;
}

const issues = ({ role }: Officer) => role === 'land-office' || role === 'secretariat';

export function ConsoleFrame(props: {
  context: ConsoleContext;
  title: string;
  children: ComponentChildren;
}) {
  const { context, title, children } = props;
  const { t, officer, csrf } = context;
  return (
    <Layout
      context={context}
      width="desk"
      title={`${title} · ${t('抄告', 'Chaogao')}`}
      head={
        <a class="site-name" href={homeOf(officer.role)}>
          {t('抄告', 'Chaogao')}
        </a>
      }
      navigation={!officer.mustChangePassword && <Navigation context={context} />}
      user={
        <>
          <span>
            {t(officer.agency.nameZh, officer.agency.nameEn)} ·{' '}
            <a
              href="/console/account"
              aria-label={t(`${officer.name}：我的账户`, `${officer.name}: my account`)}
            >
              {officer.name}
            </a>
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

/** A bar on a wide screen, a menu that opens without script on a narrow one; the style shows one of them. */
function Navigation({ context }: { context: ConsoleContext }) {
  const { t, pick, officer, address } = context;
  const entries = navigationOf(officer.role);
  if (entries.length === 0) return null;
  const current = currentOf(entries, address);
  const list = (
    <ul>
      {entries.map((entry) => (
        <li>
          <a href={entry.path} aria-current={entry === current ? 'page' : undefined}>
            {pick(entry)}
          </a>
        </li>
      ))}
    </ul>
  );
  const label = t('导航', 'Navigation');
  return (
    <div class="site-navigation d-print-none">
      <nav class="site-width wide" aria-label={label}>
        {list}
      </nav>
      <details class="site-width narrow">
        <summary>
          {t('菜单', 'Menu')}
          {current && <span class="where">{pick(current)}</span>}
        </summary>
        <nav aria-label={label}>{list}</nav>
      </details>
    </div>
  );
}

import type { ComponentChildren } from 'preact';
import { STYLESHEET } from './assets.js';
import { LANGUAGES, type PageContext, withQuery } from './context.js';

interface LayoutProps {
  context: PageContext;
  title: string;
  /** `slip`: one column for a phone. `desk`: the width of an office screen. */
  width: 'slip' | 'desk';
  /** Left part of the head: where am I. */
  head: ComponentChildren;
  /** Right part of the head: who am I. */
  user?: ComponentChildren;
  /** Below the head: where else can I go. */
  navigation?: ComponentChildren;
  children: ComponentChildren;
}

/** The frame of every page. It carries no script and no inline style: the CSP allows neither. */
export function Layout(props: LayoutProps) {
  const { context, title, width, head, user, navigation, children } = props;
  const { language, t, address } = context;
  return (
    <html lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={STYLESHEET} />
      </head>
      <body class={`page-${width}`}>
        <a class="visually-hidden-focusable skip" href="#main">
          {t('跳到正文', 'Skip to content')}
        </a>
        {context.demo && (
          <p class="demo-banner" role="note">
            {t(
              '演示：以下案件、人员、单位答复均为虚构。',
              'Demo: cases, people and answers are invented.',
            )}
          </p>
        )}
        <header class="site-head d-print-none">
          <div class="site-width">
            <div class="site-where">{head}</div>
            <div class="site-user">
              {user}
              <nav aria-label={t('语言', 'Language')} class="site-languages">
                {LANGUAGES.map((other) => (
                  <a
                    href={withQuery(address, 'lang', other)}
                    lang={other === 'zh' ? 'zh-CN' : 'en'}
                    aria-current={other === language ? 'true' : undefined}
                    rel="nofollow"
                  >
                    {other === 'zh' ? '中文' : 'English'}
                  </a>
                ))}
              </nav>
            </div>
          </div>
        </header>
        {navigation}
        <main id="main" class="site-width">
          {children}
        </main>
      </body>
    </html>
  );
}

/** A page that says one thing: what happened and what to do next. */
export function PlainPage(props: {
  context: PageContext;
  title: string;
  children: ComponentChildren;
}) {
  const { context, title, children } = props;
  return (
    <Layout context={context} title={title} width="slip" head={context.t('抄告', 'Chaogao')}>
      <div class="prose mt-4">
        <h1>{title}</h1>
        {children}
      </div>
    </Layout>
  );
}

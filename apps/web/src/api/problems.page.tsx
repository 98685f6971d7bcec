import type { PageContext } from '../views/context.js';
import { Layout } from '../views/layout.js';
import { PROBLEM_TYPES } from './problem-types.js';

interface ProblemsProps {
  context: PageContext;
  /** The types that are shown. */
  names: string[];
}

/** What the `type` of a problem leads to: its meaning, and what the caller does about it. */
export function ProblemsPage({ context, names }: ProblemsProps) {
  const { t } = context;
  const title = t('接口的问题类型', 'Types of problem');
  const all = names.length > 1;
  return (
    <Layout context={context} title={title} width="desk" head={t('抄告', 'Chaogao')}>
      <h1 class="mt-4">{title}</h1>
      <p class="prose">
        {t(
          '接口出错时按 RFC 9457 答复，type 指明类型，永不改名；detail 说明本次的情形。',
          'The API answers with RFC 9457. `type` names the type and is never renamed; `detail` says what was the matter this time.',
        )}{' '}
        <a href="/docs">{t('接口文档', 'API documentation')}</a>
        {!all && (
          <>
            {' · '}
            <a href="/problems">{t('全部类型', 'All types')}</a>
          </>
        )}
      </p>
      <dl>
        {names.map((name) => (
          <>
            <dt>
              <a href={`/problems/${name}`}>
                <code>{name}</code>
              </a>{' '}
              {PROBLEM_TYPES[name]?.status}
            </dt>
            <dd>{t(PROBLEM_TYPES[name]?.zh ?? '', PROBLEM_TYPES[name]?.en ?? '')}</dd>
          </>
        ))}
      </dl>
    </Layout>
  );
}

import type { Copy, CopyView } from '#notices';
import type { Rulebook } from '#rulebook';
import type { ComponentChildren } from 'preact';
import type { PageContext } from '../views/context.js';
import { Layout } from '../views/layout.js';

/** What a link page shows: one agency's copy, and where its own pages are. */
export interface LinkView {
  context: PageContext;
  view: CopyView;
  rulebook: Rulebook;
  /** `/l/<token>` */
  at: string;
}

/** Whether the copy still takes submissions. */
export function takesForms({ notice, remit }: Copy): boolean {
  return notice.state !== 'withdrawn' && remit !== 'outside';
}

export function formName({ view, rulebook, context }: LinkView): string {
  const form = rulebook.forms.find(({ key }) => key === view.copy.form);
  return form ? context.pick(form.name) : context.t('抄告', 'Copy-notice');
}

export function LinkFrame(props: LinkView & { title: string; children: ComponentChildren }) {
  const { context, view, title, children } = props;
  const { issuer } = view.copy.notice;
  return (
    <Layout
      context={context}
      width="slip"
      title={`${title} · ${view.copy.document.number}`}
      head={context.t(issuer.nameZh, issuer.nameEn)}
    >
      {children}
    </Layout>
  );
}

/** Head of a form's page: one question, and of which document. */
export function FormHead(props: LinkView & { question: string }) {
  const { view, at, question, context } = props;
  return (
    <div class="letter">
      <p>
        <a href={at}>
          ← {formName(props)} <span class="number">{view.copy.document.number}</span>
        </a>
      </p>
      <h1 class="mt-2">{question}</h1>
      <p class="issuer">{context.t(view.copy.agency.nameZh, view.copy.agency.nameEn)}</p>
    </div>
  );
}

import type { PageContext } from '../views/context.js';
import { PlainPage } from '../views/layout.js';

/** The same for a token that never was, that was revoked or that was mistyped. */
export function UnknownLinkPage({ context }: { context: PageContext }) {
  const { t } = context;
  return (
    <PlainPage context={context} title={t('此链接无效', 'This link is not valid')}>
      <p>
        {t(
          '链接可能不完整，或已被停用。请从邮件中重新打开；仍打不开时，请致电邮件中的联系人。',
          'It may be incomplete, or it was revoked. Open it again from the e-mail; if that fails, phone the contact named there.',
        )}
      </p>
    </PlainPage>
  );
}

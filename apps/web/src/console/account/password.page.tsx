import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';

/** A password of one's own; the first thing after signing in with one that the operator made. */
export function PasswordPage({ context, form }: { context: ConsoleContext; form: FormState }) {
  const { t, officer, csrf } = context;
  const title = t('修改密码', 'Change the password');
  const labels = {
    old: officer.mustChangePassword
      ? t('初始密码', 'Initial password')
      : t('原密码', 'Old password'),
    chosen: t('新密码', 'New password'),
    again: t('再输入一次新密码', 'New password again'),
  };
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      {officer.mustChangePassword && (
        <p class="alert-box urgency-amber">
          {t(
            '您用的是管理员给的初始密码。请先换成只有您自己知道的密码，再继续。',
            'You signed in with the initial password, which the operator knows. Choose one of your own to go on.',
          )}
        </p>
      )}
      <ProblemList form={form} labels={labels} context={context} />
      <Form
        action="/console/account/password"
        submit={title}
        csrf={csrf}
        {...(officer.mustChangePassword
          ? {}
          : { cancel: { href: '/console/account', label: t('取消', 'Cancel') } })}
      >
        <input type="hidden" autocomplete="username" value={officer.username} />
        <Field
          name="old"
          label={labels.old}
          kind="password"
          required
          autocomplete="current-password"
          form={form}
          context={context}
        />
        <Field
          name="chosen"
          label={labels.chosen}
          kind="password"
          example={t(
            '至少12个字符。一句自己编的话最好记也最难猜；不能含姓名、用户名、常用词或连续的键。',
            'At least 12 characters. A sentence of your own is easy to keep and hard to guess; no name, no common word, no keys in a row.',
          )}
          required
          autocomplete="new-password"
          form={form}
          context={context}
        />
        <Field
          name="again"
          label={labels.again}
          kind="password"
          required
          autocomplete="new-password"
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}

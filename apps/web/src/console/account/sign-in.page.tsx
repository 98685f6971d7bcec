import type { PageContext } from '../../views/context.js';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { Layout } from '../../views/layout.js';

export function SignInPage(props: { context: PageContext; form: FormState; next: string }) {
  const { context, form, next } = props;
  const { t } = context;
  return (
    <Layout context={context} width="slip" title={t('登录', 'Sign in')} head={t('抄告', 'Chaogao')}>
      <h1 class="mt-4">{t('登录抄告平台', 'Sign in to Chaogao')}</h1>
      <p class="example mb-3">
        {t(
          '供联席会议办公室和国土所使用。收到抄告的单位请直接打开邮件中的链接。',
          'For the secretariat and the land offices. An agency that was sent a notice opens the link in its e-mail.',
        )}
      </p>
      <ProblemList form={form} context={context} />
      <Form
        action={`/console/sign-in?next=${encodeURIComponent(next)}`}
        submit={t('登录', 'Sign in')}
      >
        <Field
          name="username"
          label={t('用户名', 'User name')}
          required
          autocomplete="username"
          form={form}
          context={context}
        />
        <Field
          name="password"
          label={t('密码', 'Password')}
          kind="password"
          required
          autocomplete="current-password"
          form={form}
          context={context}
        />
      </Form>
    </Layout>
  );
}

/** The password was right; now the code. */
export function CodePage(props: { context: PageContext; form: FormState; next: string }) {
  const { context, form, next } = props;
  const { t } = context;
  const again = `/console/sign-in?next=${encodeURIComponent(next)}`;
  return (
    <Layout
      context={context}
      width="slip"
      title={t('输入验证码', 'Enter the code')}
      head={t('抄告', 'Chaogao')}
    >
      <h1 class="mt-4">{t('请输入验证码', 'Please enter the code')}</h1>
      <ProblemList form={form} context={context} />
      <Form
        action={`/console/sign-in/code?next=${encodeURIComponent(next)}`}
        submit={t('登录', 'Sign in')}
        cancel={{ href: again, label: t('重新输入密码', 'Back to the password') }}
      >
        <Field
          name="code"
          label={t('验证码', 'Code')}
          example={t(
            '身份验证器显示的6位数字；手机不在身边时，可用一个恢复码。',
            'The six digits that your authenticator shows; without the phone, one of your recovery codes.',
          )}
          required
          autocomplete="one-time-code"
          maxLength={40}
          form={form}
          context={context}
        />
      </Form>
    </Layout>
  );
}

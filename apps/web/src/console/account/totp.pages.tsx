import type { ComponentChildren } from 'preact';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';

interface Props {
  context: ConsoleContext;
  form: FormState;
}

function PasswordField({ context, form }: Props) {
  return (
    <Field
      name="password"
      label={context.t('密码', 'Password')}
      kind="password"
      example={context.t('为确认是您本人。', 'To make sure that it is you.')}
      required
      autocomplete="current-password"
      form={form}
      context={context}
    />
  );
}

/** One question, answered with the password. */
function ConfirmPage(
  props: Props & {
    title: string;
    action: string;
    tone?: 'primary' | 'danger';
    children: ComponentChildren;
  },
) {
  const { context, form, title, action, tone = 'primary', children } = props;
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <div class="prose">{children}</div>
      <ProblemList form={form} context={context} />
      <Form
        action={action}
        submit={title}
        tone={tone}
        csrf={context.csrf}
        cancel={{ href: '/console/account', label: context.t('取消', 'Cancel') }}
      >
        <PasswordField context={context} form={form} />
      </Form>
    </ConsoleFrame>
  );
}

export function BeginTotpPage({ context, form }: Props) {
  const { t } = context;
  return (
    <ConfirmPage
      context={context}
      form={form}
      title={t('启用两步验证', 'Switch codes on')}
      action="/console/account/totp"
    >
      <p>
        {t(
          '需要一部装有身份验证器的手机，如 Microsoft Authenticator、Google Authenticator 或其他支持 TOTP 的应用。下一步扫描二维码。',
          'You need a phone with an authenticator: Microsoft Authenticator, Google Authenticator or any other that knows TOTP. Next, it scans a code.',
        )}
      </p>
    </ConfirmPage>
  );
}

export function RenewCodesPage({ context, form }: Props) {
  const { t } = context;
  return (
    <ConfirmPage
      context={context}
      form={form}
      title={t('换发恢复码', 'New recovery codes')}
      action="/console/account/totp/recovery-codes"
    >
      <p>
        {t('换发后，原来的恢复码全部作废。', 'The codes that you have now will open nothing more.')}
      </p>
    </ConfirmPage>
  );
}

export function RemoveTotpPage({ context, form }: Props) {
  const { t } = context;
  return (
    <ConfirmPage
      context={context}
      form={form}
      title={t('停用两步验证', 'Switch codes off')}
      action="/console/account/totp/remove"
      tone="danger"
    >
      <p>
        {t(
          '停用后，知道密码的人就能登录。恢复码同时作废。',
          'Whoever knows your password can then sign in. Your recovery codes end as well.',
        )}
      </p>
    </ConfirmPage>
  );
}

/** Scan, then prove it with the first code. */
export function ScanPage(props: Props & { picture: string; secret: string }) {
  const { context, form, picture, secret } = props;
  const { t, csrf } = context;
  const title = t('扫描二维码', 'Scan the code');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <p class="prose mb-0">
        {t('在手机的身份验证器中选择添加，扫描：', 'In your authenticator, add by scanning:')}
      </p>
      <img
        class="qr"
        src={picture}
        width="220"
        height="220"
        alt={t(
          '身份验证器的二维码；也可手工输入下面的密钥',
          'QR code; the key below says the same',
        )}
      />
      <p>
        {t('无法扫描时手工输入密钥：', 'Where it cannot be scanned, type this key: ')}
        <span class="digest d-block">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      <ProblemList form={form} context={context} />
      <Form
        action="/console/account/totp/confirm"
        submit={t('确认启用', 'Confirm')}
        csrf={csrf}
        cancel={{ href: '/console/account', label: t('取消', 'Cancel') }}
      >
        <Field
          name="code"
          label={t('手机上显示的6位验证码', 'The six digits that it shows')}
          required
          autocomplete="one-time-code"
          maxLength={10}
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}

/** Shown once: only their digests are kept. */
export function RecoveryCodesPage({
  context,
  codes,
}: {
  context: ConsoleContext;
  codes: string[];
}) {
  const { t } = context;
  const title = t('请保存恢复码', 'Keep your recovery codes');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <p class="alert-box urgency-green">
        {t('两步验证已启用。', 'From now on, signing in asks for a code.')}
      </p>
      <p class="prose">
        {t(
          '手机不在身边时，每个恢复码可代替验证码登录一次。请打印或抄下，妥善保管：离开本页后不再显示。',
          'Without your phone, each of these opens once in place of a code. Print or copy them now: they are not shown again.',
        )}
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li class="digest">{code}</li>
        ))}
      </ul>
      <div class="buttons">
        <a class="btn btn-primary" href="/console/account">
          {t('已保存，完成', 'I have kept them')}
        </a>
      </div>
    </ConsoleFrame>
  );
}

import type { Officer } from '#access';
import { EMPTY_FORM, Form, ProblemList, type FormState } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';

/** What asks once, in words, before it is done. */
export const ASKED = ['deactivate', 'reactivate', 'reset-password', 'reset-totp'] as const;
export type AskedVerb = (typeof ASKED)[number];

function wordsOf(verb: AskedVerb, { name }: Officer, { t }: ConsoleContext) {
  switch (verb) {
    case 'deactivate':
      return {
        title: t(`停用${name}`, `Deactivate ${name}`),
        text: t(
          '立即退出所有登录，此后不能登录。姓名和操作记录保留，以后可以恢复。',
          'Signed out at once, and not let in again. Name and record stay; it can be undone.',
        ),
      };
    case 'reactivate':
      return {
        title: t(`恢复${name}`, `Reactivate ${name}`),
        text: t(
          '恢复后须用新的初始密码登录，密码在下一页显示一次。',
          'A new initial password is shown once on the next page.',
        ),
      };
    case 'reset-password':
      return {
        title: t(`重置${name}的密码`, `Reset the password of ${name}`),
        text: t(
          '原密码作废，所有登录退出；新的初始密码在下一页显示一次，请转交本人。',
          'The old one ends, and so does every session. The initial password is shown once on the next page.',
        ),
      };
    case 'reset-totp':
      return {
        title: t(`重置${name}的两步验证`, `Switch codes off for ${name}`),
        text: t(
          '用于手机丢失且没有恢复码时。请先当面或电话核实是本人。之后只凭密码登录，直到本人重新启用。',
          'For a lost phone without recovery codes. Make sure that it is really them. The password alone then opens, until codes are switched on again.',
        ),
      };
  }
}

export function AskPage(props: {
  context: ConsoleContext;
  person: Officer;
  verb: AskedVerb;
  form?: FormState;
}) {
  const { context, person, verb, form = EMPTY_FORM } = props;
  const { t, csrf } = context;
  const { title, text } = wordsOf(verb, person, context);
  const at = `/console/operator/officers/${person.username}`;
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <ProblemList form={form} context={context} />
      <p class="prose">{text}</p>
      <Form
        action={`${at}/${verb}`}
        submit={title}
        tone={verb === 'reactivate' ? 'primary' : 'danger'}
        csrf={csrf}
        cancel={{ href: at, label: t('取消', 'Cancel') }}
      />
    </ConsoleFrame>
  );
}

/** Shown once: only its hash is kept. */
export function InitialPasswordPage(props: {
  context: ConsoleContext;
  person: Pick<Officer, 'name' | 'username'>;
  password: string;
}) {
  const { context, person, password } = props;
  const { t } = context;
  const title = t(`${person.name}的初始密码`, `Initial password of ${person.name}`);
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <dl class="facts mb-3">
        <dt>{t('用户名', 'User name')}</dt>
        <dd>{person.username}</dd>
        <dt>{t('初始密码', 'Password')}</dt>
        <dd>
          <span class="once">{password}</span>
        </dd>
      </dl>
      <p class="prose">
        {t(
          '请当面或电话转交本人，不要用邮件。离开本页后不再显示；本人首次登录时须改成自己的密码。',
          'Hand it over in person or by phone, not by mail. It is not shown again, and must be changed at the first sign-in.',
        )}
      </p>
      <div class="buttons">
        <a class="btn btn-primary" href={`/console/operator/officers/${person.username}`}>
          {t('已转交，完成', 'Done')}
        </a>
      </div>
    </ConsoleFrame>
  );
}

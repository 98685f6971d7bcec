import type { Session } from '#access';
import { Instant } from '../../views/dates.js';
import { Done } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { OFFICER_ROLE_LABELS } from '../officer-role-labels.js';
import { deviceOf } from './device.js';

/** Who am I here, how am I let in, and where am I signed in. */
export function AccountPage(props: {
  context: ConsoleContext;
  sessions: Session[];
  currentId: string;
  recoveryCodes: number;
  done: string | undefined;
}) {
  const { context, sessions, currentId, recoveryCodes, done } = props;
  const { t, pick, officer, csrf } = context;
  const title = t('我的账户', 'My account');
  const words: Partial<Record<string, string>> = {
    password: t('密码已修改，其他地方的登录已退出。', 'Changed. Every other session has ended.'),
    session: t('该处登录已结束。', 'That session has ended.'),
    totp: t('两步验证已停用。', 'Codes are asked for no more.'),
  };
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <Done words={words[done ?? '']} />
      <div class="columns">
        <div>
          <section class="sheet">
            <h2>{officer.name}</h2>
            <dl class="facts">
              <dt>{t('用户名', 'User name')}</dt>
              <dd>{officer.username}</dd>
              <dt>{t('单位', 'Agency')}</dt>
              <dd>{t(officer.agency.nameZh, officer.agency.nameEn)}</dd>
              <dt>{t('职务', 'Position')}</dt>
              <dd>{officer.position}</dd>
              <dt>{t('岗位', 'Role')}</dt>
              <dd>{pick(OFFICER_ROLE_LABELS[officer.role])}</dd>
            </dl>
          </section>
          <Sessions sessions={sessions} currentId={currentId} context={context} />
        </div>
        <div>
          <section class="sheet">
            <h2>{t('密码', 'Password')}</h2>
            {officer.passwordChangedAt && (
              <p>
                {t('上次修改：', 'Last changed: ')}
                <Instant at={officer.passwordChangedAt} context={context} />
              </p>
            )}
            <div class="buttons">
              <a class="btn" href="/console/account/password">
                {t('修改密码', 'Change the password')}
              </a>
            </div>
          </section>
          <section class="sheet">
            <h2>
              {t('两步验证', 'Codes of an authenticator')}{' '}
              <span class={`standing urgency-${officer.totpSecret ? 'green' : 'grey'}`}>
                {officer.totpSecret ? t('✓ 已启用', '✓ on') : t('未启用', 'off')}
              </span>
            </h2>
            <p>
              {officer.totpSecret
                ? t(
                    `登录时除密码外还需验证码。剩余恢复码 ${recoveryCodes} 个。`,
                    `Signing in asks for a code beside the password. Recovery codes left: ${recoveryCodes}.`,
                  )
                : t(
                    '启用后，登录时除密码外还需手机上的验证码：密码泄露也无法登录。',
                    'Once on, signing in also asks for a code of your phone: a password alone opens nothing.',
                  )}
            </p>
            <div class="buttons">
              {officer.totpSecret ? (
                <>
                  <a class="btn" href="/console/account/totp/recovery-codes">
                    {t('换发恢复码', 'New recovery codes')}
                  </a>
                  <a class="btn" href="/console/account/totp/remove">
                    {t('停用', 'Switch off')}
                  </a>
                </>
              ) : (
                <a class="btn" href="/console/account/totp">
                  {t('启用两步验证', 'Switch on')}
                </a>
              )}
            </div>
          </section>
          <section class="sheet">
            <h2>{t('退出所有登录', 'Sign out everywhere')}</h2>
            <p>
              {t(
                '结束所有设备上的登录，包括本机；之后须重新登录。',
                'Ends every session on every device, this one included.',
              )}
            </p>
            <form method="post" action="/console/account/sign-out-everywhere">
              <input type="hidden" name="_csrf" value={csrf} />
              <button type="submit" class="btn btn-danger">
                {t('退出所有登录', 'Sign out everywhere')}
              </button>
            </form>
          </section>
        </div>
      </div>
    </ConsoleFrame>
  );
}

function Sessions(props: { sessions: Session[]; currentId: string; context: ConsoleContext }) {
  const { sessions, currentId, context } = props;
  const { t, csrf } = context;
  return (
    <section class="sheet">
      <h2>{t(`登录中的设备（${sessions.length}）`, `Signed in on (${sessions.length})`)}</h2>
      <ul class="files">
        {sessions.map(({ id, userAgent, ip, createdAt, lastUsedAt }) => (
          <li class="mb-2">
            <strong>{deviceOf(userAgent) || t('未知设备', 'Unknown device')}</strong>{' '}
            <span class="number">{ip}</span>{' '}
            {id === currentId && <span class="standing urgency-blue">{t('本机', 'this one')}</span>}
            <span class="example d-block">
              {t('登录于 ', 'Signed in ')}
              <Instant at={createdAt} context={context} />
              {' · '}
              {t('最近使用 ', 'last used ')}
              <Instant at={lastUsedAt} context={context} />
            </span>
            {id !== currentId && (
              <form method="post" action={`/console/account/sessions/${id}/end`}>
                <input type="hidden" name="_csrf" value={csrf} />
                <button type="submit" class="btn btn-sm">
                  {t('结束', 'End')}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

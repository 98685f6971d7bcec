import type { ApiKey } from '#access';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { curlCall, type FirstCall, typeScriptCall } from './first-call.js';

/** The first call, with the reader's own prefix and town: to be pasted as it is. */
export function FirstCallPage(props: {
  context: ConsoleContext;
  keys: ApiKey[];
  chosen: ApiKey | null;
  server: CalledServer;
}) {
  const { context, keys, chosen, server } = props;
  const { t } = context;
  const title = t('第一次调用', 'The first call');
  return (
    <ConsoleFrame context={context} title={title}>
      <p>
        <a href="/console/keys">← {t('接口密钥', 'API keys')}</a>
      </p>
      <h1>{title}</h1>
      {chosen ? (
        <>
          <p class="prose">
            {t(
              `把下面第一行里的 … 换成密钥“${chosen.name}”的其余部分，其他照抄。例子只预览，不发出。`,
              `Replace the … in the first line by the rest of the key “${chosen.name}”; paste all else as it is. The example previews and sends nothing.`,
            )}
          </p>
          {keys.length > 1 && (
            <p class="example">
              {t('换一个密钥：', 'Another key: ')}
              {keys
                .filter(({ id }) => id !== chosen.id)
                .map(({ prefix, name }) => (
                  <a class="me-2" href={`/console/keys/first-call?key=${prefix}`}>
                    {name}（cg_{prefix}）
                  </a>
                ))}
            </p>
          )}
          <FirstCalls context={context} secret={`cg_${chosen.prefix}_…`} server={server} />
        </>
      ) : (
        <div class="empty">
          <p>
            {t(
              '还没有可用的密钥。建好密钥后，这里的例子会带上它的前缀和本镇的代码。',
              'There is no key that works. Once you have made one, the examples here carry its prefix and the code of your town.',
            )}
          </p>
          <a href="/console/keys">{t('新建密钥', 'Make a key')}</a>
        </div>
      )}
    </ConsoleFrame>
  );
}

/** Where the call goes, and what the reader's agency may issue there. */
export type CalledServer = Pick<FirstCall, 'url' | 'kind' | 'town'>;

export function FirstCalls(props: {
  context: ConsoleContext;
  secret: string;
  server: CalledServer;
}) {
  const { context, secret, server } = props;
  const { t, officer } = context;
  const call = {
    ...server,
    secret,
    contact: { name: officer.name, phone: officer.agency.phone ?? '0513-00000000' },
    today: context.today,
  };
  return (
    <>
      <h2>curl</h2>
      <pre class="code" id="first-call-curl" tabIndex={0} aria-label="curl">
        <code>{curlCall(call)}</code>
      </pre>
      <h2>TypeScript</h2>
      <pre class="code" id="first-call-typescript" tabIndex={0} aria-label="TypeScript">
        <code>{typeScriptCall(call)}</code>
      </pre>
      <p class="example">
        {t('存成 call.mts，用 ', 'Save it as call.mts and run ')}
        <code>node call.mts</code>
        {t('（Node.js 22.18 以上）或 ', ' (Node.js 22.18 or newer) or ')}
        <code>npx tsx call.mts</code>
        {t(' 运行。', '.')}
      </p>
      <p class="example">
        {t('真正制发：去掉 dryRun，并带上 ', 'To issue it: leave dryRun out and send ')}
        <code>Idempotency-Key</code>
        {t('（每份一个新值）。见', ' (a new one for each notice). See the ')}
        <a href="/docs">{t('接口文档', 'reference')}</a>
        {t('。', '.')}
      </p>
    </>
  );
}

import { type ApiKey, type Scope, SCOPES } from '#access';
import { Instant } from '../../views/dates.js';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { ProblemOf } from './desk-fields.js';
import { type CalledServer, FirstCalls } from './first-call.page.js';

const scopeWords = (scope: Scope, { t }: ConsoleContext) =>
  scope === 'notices:read' ? t('查看', 'Read') : t('制发与办理', 'Issue and manage');

/** The office's keys, and a form for another. */
export function KeysPage(props: {
  context: ConsoleContext;
  keys: { record: ApiKey; works: boolean }[];
  form: FormState;
}) {
  const { context, keys, form } = props;
  const { t, csrf, officer } = context;
  const title = t('接口密钥', 'API keys');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <p class="prose">
        {t(
          `本单位（${officer.agency.nameZh}）的软件凭密钥通过接口制发和查看抄告。`,
          `Software of ${officer.agency.nameEn} issues and reads notices over the API with a key.`,
        )}{' '}
        <a href="/console/keys/first-call">{t('第一次调用怎么写', 'How to make the first call')}</a>
        {' · '}
        <a href="/docs">{t('接口文档', 'Reference')}</a>
      </p>
      {keys.length === 0 ? (
        <div class="empty mb-3">
          <p class="mb-0">
            {t('还没有密钥。在下面新建一个。', 'There is no key yet. Make one below.')}
          </p>
        </div>
      ) : (
        <div class="table-wrap mb-3">
          <table class="rows stacked">
            <thead>
              <tr>
                <th>{t('用途', 'For')}</th>
                <th>{t('前缀', 'Prefix')}</th>
                <th>{t('权限', 'May')}</th>
                <th>{t('创建', 'Made')}</th>
                <th>{t('状态', 'State')}</th>
              </tr>
            </thead>
            <tbody>
              {keys.map(({ record, works }) => (
                <tr>
                  <td>{record.name}</td>
                  <td class="digest">cg_{record.prefix}</td>
                  <td data-label={t('权限', 'May')}>
                    {record.scopes.map((scope) => scopeWords(scope, context)).join(t('、', ', '))}
                  </td>
                  <td data-label={t('创建', 'Made')}>
                    <Instant at={record.createdAt} context={context} />
                  </td>
                  <td>
                    <KeyState record={record} works={works} context={context} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <h2>{t('新建密钥', 'Make a key')}</h2>
      <ProblemList form={form} context={context} />
      <Form action="/console/keys" submit={t('新建密钥', 'Make the key')} csrf={csrf}>
        <input type="hidden" name="id" value={form.values.id} />
        <Field
          name="name"
          label={t('用途', 'What it is for')}
          required
          example={t('如：执法巡查系统', 'e.g. the patrol system')}
          maxLength={100}
          form={form}
          context={context}
        />
        <fieldset class="field" id="field-scopes">
          <legend class="form-label">{t('权限', 'It may')}</legend>
          {SCOPES.map((scope) => (
            <label class="form-check">
              <input
                class="form-check-input"
                type="checkbox"
                name="scopes"
                value={scope}
                checked={(form.values.scopes ?? '').split('\n').includes(scope)}
              />
              <span class="form-check-label">
                {scopeWords(scope, context)} <code>{scope}</code>
              </span>
            </label>
          ))}
          <ProblemOf name="scopes" form={form} context={context} />
        </fieldset>
        <Field
          name="lastOn"
          label={t('最后可用的一天', 'Last day on which it works')}
          kind="date"
          example={t('不填则一直可用，直到撤销', 'Empty: until it is revoked')}
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}

function KeyState(props: { record: ApiKey; works: boolean; context: ConsoleContext }) {
  const { record, works, context } = props;
  const { t } = context;
  if (record.revokedAt) {
    return (
      <span class="standing urgency-grey">
        {t('已撤销 ', 'Revoked ')}
        <Instant at={record.revokedAt} context={context} />
      </span>
    );
  }
  return (
    <>
      {works ? (
        <span class="standing urgency-green">{t('可用', 'Works')}</span>
      ) : (
        <span class="standing urgency-grey">{t('已到期', 'Expired')}</span>
      )}
      {record.expiresAt && (
        <span class="subtle">
          {t('到期 ', 'Until ')}
          <Instant at={record.expiresAt} context={context} />
        </span>
      )}
      {works && (
        <span class="subtle">
          <a href={`/console/keys/first-call?key=${record.prefix}`}>{t('用法', 'Use')}</a>
          {' · '}
          <a href={`/console/keys/${record.id}/revoke`}>{t('撤销', 'Revoke')}</a>
        </span>
      )}
    </>
  );
}

/** The one time that a key is seen. */
export function NewKeyPage(props: {
  context: ConsoleContext;
  apiKey: string;
  server: CalledServer;
}) {
  const { context, apiKey, server } = props;
  const { t } = context;
  return (
    <ConsoleFrame context={context} title={t('新密钥', 'A new key')}>
      <h1>{t('密钥已创建，只显示这一次', 'The key is made, and shown this once')}</h1>
      <div class="alert-box urgency-amber">
        <p class="digest">
          <strong id="api-key">{apiKey}</strong>
        </p>
        <p>
          {t(
            '请现在抄到使用它的软件里；平台不保存密钥，离开本页就再也看不到了。不要发到群里或写进代码。',
            'Copy it into the software that uses it now. It is not stored: once you leave this page nobody can show it again. Do not post it or write it into code.',
          )}
        </p>
      </div>
      <p>
        <a class="btn" href="/console/keys">
          {t('已抄好，返回', 'I have copied it')}
        </a>
      </p>
      <FirstCalls context={context} secret={apiKey} server={server} />
    </ConsoleFrame>
  );
}

/** Revoking asks once, in words. */
export function RevokeKeyPage({ context, record }: { context: ConsoleContext; record: ApiKey }) {
  const { t, csrf } = context;
  return (
    <ConsoleFrame context={context} title={t('撤销密钥', 'Revoke a key')}>
      <h1>{t(`确定撤销“${record.name}”吗？`, `Do you want to revoke “${record.name}”?`)}</h1>
      <p class="prose">
        {t(
          `密钥 cg_${record.prefix} 在15秒内失效，使用它的软件随即被拒绝，不能恢复。已发出的抄告不受影响。`,
          `Key cg_${record.prefix} stops working within 15 seconds for good, and whatever uses it is refused. Notices that were issued stay.`,
        )}
      </p>
      <Form
        action={`/console/keys/${record.id}/revoke`}
        submit={t('撤销密钥', 'Revoke the key')}
        tone="danger"
        cancel={{ href: '/console/keys', label: t('不撤销', 'Keep it') }}
        csrf={csrf}
      />
    </ConsoleFrame>
  );
}

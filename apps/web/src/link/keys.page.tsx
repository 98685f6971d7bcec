import type { PublishedKey } from '#evidence';
import type { PublishedRoot } from '#notices';
import { type PageContext, withQuery } from '../views/context.js';
import { Day, Instant } from '../views/dates.js';
import { Layout } from '../views/layout.js';

interface KeysProps {
  context: PageContext;
  /** The oldest first. */
  keys: PublishedKey[];
  /** The newest first. */
  roots: PublishedRoot[];
  /** Where the next page of roots begins. */
  older: string | null;
}

/** With what to compare a document or an evidence zip: fingerprints of the keys, and the signed roots. */
export function KeysPage({ context, keys, roots, older }: KeysProps) {
  const { t, address } = context;
  const title = t('公钥和每日签名根', 'Public keys and daily roots');
  const newestFirst = [...keys].reverse();
  return (
    <Layout context={context} title={title} width="desk" head={t('抄告', 'Chaogao')}>
      <h1 class="mt-4">{title}</h1>
      <p class="prose">
        {t(
          '公文上印的和证据包中的公钥指纹，应与此处相同。校验证据包时用 --fingerprint 给出指纹；密钥在打包后轮换过的，用 --keys 给出',
          'The fingerprint printed on a document, or named in an evidence zip, is one of these. Give it to the verifier with --fingerprint; where the key was rotated after the zip was made, also give with --keys the file',
        )}{' '}
        <a href="/.well-known/chaogao-keys.json">chaogao-keys.json</a>
        {t('。', '.')}
      </p>
      <h2>{t('公钥', 'Keys')}</h2>
      {newestFirst.length === 0 && (
        <p>{t('系统首次启动后生成。', 'The first is made when the system has started.')}</p>
      )}
      {newestFirst.map((key, index) => (
        <KeyCard context={context} key={key.fingerprint} published={key} inForce={index === 0} />
      ))}
      <h2>{t('每日签名根', 'Daily roots')}</h2>
      <p class="prose">
        {t(
          '每日凌晨，当天有变动的全部事件链的末端合成一个根并签名；前一个根也在其中。',
          'Every night the heads of all chains that changed become one root, which is signed; the root before is part of it.',
        )}
      </p>
      {roots.length === 0 ? (
        <p>{t('第一个根在次日凌晨1时后生成。', 'The first is made after one o’clock at night.')}</p>
      ) : (
        <Roots context={context} roots={roots} />
      )}
      {older !== null && (
        <p>
          <a href={withQuery(address, 'before', older)}>{t('更早的', 'Older')}</a>
        </p>
      )}
    </Layout>
  );
}

function KeyCard(props: { context: PageContext; published: PublishedKey; inForce: boolean }) {
  const { context, published, inForce } = props;
  const { t } = context;
  const { fingerprint, publicKey, previous, succession, createdAt } = published;
  return (
    <div class="card mb-3">
      <div class="card-body">
        <p class="mb-1">
          <strong>
            <code>{fingerprint}</code>
          </strong>{' '}
          {inForce ? t('现用', 'in force') : t('已轮换', 'rotated')}
        </p>
        <p class="mb-1">
          {t('启用于', 'Since')} <Instant at={new Date(createdAt)} context={context} />
          {previous !== null &&
            (succession !== null
              ? t('；与前一把公钥互相签署', '; it and the key before signed each other')
              : t(
                  '；前一把私钥已失，无从互相签署',
                  '; the key before was lost and vouches for nothing',
                ))}
        </p>
        <p class="mb-0 text-break">
          Ed25519 <code>{publicKey}</code>
        </p>
      </div>
    </div>
  );
}

function Roots({ context, roots }: Pick<KeysProps, 'context' | 'roots'>) {
  const { t } = context;
  return (
    <div class="table-wrap">
      <table class="rows stacked">
        <thead>
          <tr>
            <th>{t('日期', 'Day')}</th>
            <th>{t('根（SHA-256）', 'Root (SHA-256)')}</th>
            <th class="right">{t('叶数', 'Leaves')}</th>
            <th>{t('签名公钥', 'Key')}</th>
            <th>{t('第三方时间戳', 'Time-stamp')}</th>
          </tr>
        </thead>
        <tbody>
          {roots.map(({ day, root, size, key, stampedAt }) => (
            <tr key={day}>
              <td>
                <Day on={day} context={context} />
              </td>
              <td>
                <span class="digest">{root}</span>
              </td>
              <td class="right" data-label={t('叶数', 'Leaves')}>
                {size}
              </td>
              <td data-label={t('签名公钥', 'Key')}>
                <span class="digest">{key.slice(0, 9)}</span>…
              </td>
              <td data-label={t('第三方时间戳', 'Time-stamp')}>
                {stampedAt ? <Instant at={stampedAt} context={context} /> : t('无', 'none')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

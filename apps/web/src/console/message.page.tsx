import type { Message, Notice } from '#notices';
import { Instant } from '../views/dates.js';
import { MESSAGE_LABELS, MESSAGE_STATE_LABELS } from '../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from './console-frame.js';

/** What a person may see of a mail that was sent. */
export interface ShownMail {
  /** SHA-256 of the mail as the server accepted it. */
  digest: string;
  subject: string;
  text: string;
  html: string;
  /** Sizes in bytes. */
  files: { filename: string; size: number }[];
}

/** One mail: to whom, what became of it, and what it said. */
export function MessagePage(props: {
  context: ConsoleContext;
  notice: Notice;
  message: Message;
  mail: ShownMail | null;
}) {
  const { context, notice, message, mail } = props;
  const { t, pick } = context;
  const at = `/console/notices/${notice.id}`;
  const kind = pick(MESSAGE_LABELS[message.kind]);
  return (
    <ConsoleFrame context={context} title={kind}>
      <h1>{mail?.subject ?? kind}</h1>
      <p>
        <a href={at}>{notice.facts.project}</a>
      </p>
      <section class="sheet">
        <dl class="facts">
          <dt>{t('种类', 'Kind')}</dt>
          <dd>{kind}</dd>
          <dt>{t('收件人', 'To')}</dt>
          <dd>{message.address}</dd>
          <dt>{t('状态', 'State')}</dt>
          <dd>
            {pick(MESSAGE_STATE_LABELS[message.state])}
            {message.acceptedAt && (
              <>
                {' '}
                <Instant at={message.acceptedAt} context={context} />
              </>
            )}
          </dd>
          <dt>{t('制作', 'Written')}</dt>
          <dd>
            <Instant at={message.createdAt} context={context} /> ·{' '}
            {t(`尝试 ${message.attempts} 次`, `${message.attempts} attempts`)}
          </dd>
          {message.response && (
            <>
              <dt>{t('对方回应', 'Answer')}</dt>
              <dd class="digest">{message.response}</dd>
            </>
          )}
        </dl>
      </section>
      {mail === null ? (
        <p>
          {message.acceptedAt
            ? t('这封邮件没有留存原文。', 'The text of this mail was not kept.')
            : t(
                '还没有邮件服务器接收这封邮件；接收以后在此逐字节保存。',
                'No mail server has accepted this mail yet; once one has, it is kept here byte for byte.',
              )}
        </p>
      ) : (
        <>
          <p class="example">
            {t(
              '内容即当时发出的邮件；只隐去了链接中的口令，从这里打不开。',
              'This is the mail as it was sent; only the token of the link is hidden, so it cannot be opened from here.',
            )}{' '}
            <a href={`${at}/messages/${message.id}/eml`}>
              {t('下载邮件文件（.eml）', 'Download the mail (.eml)')}
            </a>
          </p>
          <p class="digest">SHA-256 {mail.digest}</p>
          {mail.files.length > 0 && (
            <p>
              {t('附件：', 'Enclosed: ')}
              {mail.files
                .map(({ filename, size }) => `${filename} (${Math.ceil(size / 1024)} KB)`)
                .join('; ')}
            </p>
          )}
          <h2>{t('网页形式', 'As a web mail shows it')}</h2>
          <iframe
            class="mail-frame"
            sandbox=""
            src={`${at}/messages/${message.id}/html`}
            title={mail.subject}
          />
          <h2>{t('纯文本形式', 'As plain text')}</h2>
          <section class="sheet">
            <pre class="mail-text">{mail.text}</pre>
          </section>
        </>
      )}
    </ConsoleFrame>
  );
}

import type { BroughtFile, InboundDoubt, MailView, ReceivedMail } from '#notices';
import type { Bilingual } from '#rulebook';
import { Instant } from '../views/dates.js';
import { actorWords } from './event-words.js';
import type { ConsoleContext } from './console-frame.js';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

export const INBOUND_LABELS: Record<NonNullable<ReceivedMail['kind']>, Bilingual> = {
  bounce: both('退信', 'Bounce'),
  delay: both('投递延迟通知', 'Delay'),
  delivered: both('投递成功通知', 'Delivered'),
  'auto-reply': both('自动答复', 'Automatic reply'),
  letter: both('来信', 'Letter'),
  'unclear-report': both('不明的系统通知', 'Unclear report'),
  unreadable: both('无法读取', 'Unreadable'),
};

export const DOUBT_LABELS: Record<InboundDoubt, Bilingual> = {
  forged: both('收件地址是伪造的或已损坏', 'Its address is forged or damaged'),
  unknown: both('看不出与哪份抄告有关', 'It does not say which copy it is about'),
  unclear: both('邮件系统的通知，含义不明', 'A report whose meaning is not clear'),
  unreadable: both('邮件已损坏，无法读取', 'It is damaged and cannot be read'),
};

const ACT_LABELS = {
  assigned: both('已归入抄告', 'Assigned to a copy'),
  discarded: both('不予处理', 'Discarded'),
  handled: both('已处理', 'Handled'),
};

/** Its subject, or that it has none. */
export const subjectWords = ({ subject }: ReceivedMail, { t }: ConsoleContext): string =>
  subject === null || subject === '' ? t('（无主题）', '(no subject)') : subject;

/** A mail as it may safely be shown: its text as text, nothing loaded from elsewhere. */
export function MailSheet(props: {
  view: MailView;
  /** Where its files are; without, they are only named. */
  filesAt?: string;
  context: ConsoleContext;
}) {
  const { view, filesAt, context } = props;
  const { mail, text, handlings } = view;
  const { t, pick } = context;
  return (
    <section class="sheet">
      <dl class="facts">
        <dt>{t('发件人', 'From')}</dt>
        <dd>{mail.headerFrom ?? mail.sender ?? t('（空）', '(none)')}</dd>
        <dt>{t('收件地址', 'To')}</dt>
        <dd class="digest">{mail.recipient || t('（未注明）', '(none)')}</dd>
        <dt>{t('收到', 'Received')}</dt>
        <dd>
          <Instant at={mail.receivedAt} context={context} />
        </dd>
        <dt>{t('种类', 'Kind')}</dt>
        <dd>
          {mail.kind && pick(INBOUND_LABELS[mail.kind])}
          {mail.why && ` · ${pick(DOUBT_LABELS[mail.why])}`}
        </dd>
        <dt>SHA-256</dt>
        <dd class="digest">{mail.digest}</dd>
      </dl>
      {text === null ? (
        <p>
          {t('正文无法读取，原件已保存。', 'Its text cannot be read; the mail itself is kept.')}
        </p>
      ) : (
        <pre class="mail-text mt-3 mb-3">{text}</pre>
      )}
      <BroughtFiles files={mail.files} at={filesAt} context={context} />
      {handlings.map(({ act, reason, person, handledAt }) => (
        <p class="example">
          <strong>{pick(ACT_LABELS[act])}</strong> {reason} · {actorWords(person, context)} ·{' '}
          <Instant at={handledAt} context={context} />
        </p>
      ))}
    </section>
  );
}

function BroughtFiles(props: {
  files: BroughtFile[];
  at: string | undefined;
  context: ConsoleContext;
}) {
  const { files, at, context } = props;
  const { t } = context;
  if (files.length === 0) return null;
  return (
    <ul aria-label={t('附件', 'Attachments')}>
      {files.map(({ name, size, digest, refused }) => (
        <li>
          {digest && at ? <a href={`${at}/files/${digest}`}>{name}</a> : name}{' '}
          <span class="subtle number">{sizeInWords(size)}</span>
          {refused && (
            <span class="example d-block">
              {t(
                `未采用：${refused.zh}仍保存在原邮件中。`,
                `Not taken: ${refused.en} It stays inside the mail.`,
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const sizeInWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

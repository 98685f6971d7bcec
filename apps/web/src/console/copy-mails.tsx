import type { ReceivedMail } from '#notices';
import { Instant } from '../views/dates.js';
import { INBOUND_LABELS, subjectWords } from './mail-sheet.js';
import type { ConsoleContext } from './console-frame.js';

/** What came in by mail about a copy; a letter that nobody has confirmed stands out. */
export function CopyMails(props: {
  mails: ReceivedMail[];
  noticeId: string;
  context: ConsoleContext;
}) {
  const { mails, noticeId, context } = props;
  const { t, pick } = context;
  if (mails.length === 0) return null;
  return (
    <>
      <h3>{t('收到的邮件', 'Mail received')}</h3>
      <ul class="timeline">
        {mails.map((mail) => (
          <li>
            {mail.place === 'desk' && (
              <span class="standing urgency-amber">
                ◑ {t('已收到邮件回复，待确认', 'Received by mail, to be confirmed')}
              </span>
            )}{' '}
            <a href={`/console/notices/${noticeId}/mail/${mail.id}`}>
              {subjectWords(mail, context)}
            </a>{' '}
            {mail.kind && mail.place !== 'desk' && pick(INBOUND_LABELS[mail.kind])}
            {mail.place === 'done' && t('（已处理）', ' (handled)')}
            {mail.files.length > 0 &&
              t(`，附件 ${mail.files.length} 个`, `, ${mail.files.length} file(s)`)}
            <span class="example">
              {mail.headerFrom} · <Instant at={mail.receivedAt} context={context} />
            </span>
            <span class="example d-block">
              {mail.report ? mail.report.diagnostic : mail.excerpt?.slice(0, 120)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

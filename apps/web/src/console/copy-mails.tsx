import type { ReceivedMail } from '#notices';
import { Instant } from '../views/dates.js';
import { INBOUND_LABELS } from './mail-sheet.js';
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
        {mails.map(
          ({ id, place, kind, subject, headerFrom, receivedAt, excerpt, report, files }) => (
            <li>
              {place === 'desk' && (
                <span class="standing urgency-amber">
                  ◑ {t('已收到邮件回复，待确认', 'Received by mail, to be confirmed')}
                </span>
              )}{' '}
              <a href={`/console/notices/${noticeId}/mail/${id}`}>
                {subject || t('（无主题）', '(no subject)')}
              </a>{' '}
              {kind && place !== 'desk' && pick(INBOUND_LABELS[kind])}
              {place === 'done' && t('（已处理）', ' (handled)')}
              {files.length > 0 && t(`，附件 ${files.length} 个`, `, ${files.length} file(s)`)}
              <span class="example">
                {headerFrom} · <Instant at={receivedAt} context={context} />
              </span>
              <span class="example d-block">
                {report ? report.diagnostic : excerpt?.slice(0, 120)}
              </span>
            </li>
          ),
        )}
      </ul>
    </>
  );
}

import type { ReceivedMail } from '#notices';
import { Instant } from '../../views/dates.js';
import type { ConsoleContext } from '../console-frame.js';
import { subjectWords } from '../mail-sheet.js';

/** Replies by plain mail that nobody has confirmed yet. */
export function MailReplies({
  items,
  context,
}: {
  items: ReceivedMail[];
  context: ConsoleContext;
}) {
  const { t } = context;
  return (
    <>
      <h2>{t('已收到邮件回复，待确认', 'Received by mail, to be confirmed')}</h2>
      {items.length === 0 ? (
        <div class="empty">
          <p class="mb-0">
            {t(
              '没有待确认的邮件回复。单位直接回复邮件的，列在这里。',
              'No mail waits. What agencies answer by plain mail is listed here.',
            )}
          </p>
        </div>
      ) : (
        <div class="table-wrap">
          <table class="rows stacked">
            <thead>
              <tr>
                <th scope="col">{t('单位', 'Agency')}</th>
                <th scope="col">{t('文号', 'Number')}</th>
                <th scope="col">{t('来信', 'Mail')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((mail) => (
                <tr>
                  <td>{mail.copy && t(mail.copy.agency.nameZh, mail.copy.agency.nameEn)}</td>
                  <td class="number">
                    <a href={`/console/notices/${mail.copy?.noticeId}#copy-${mail.copy?.id}`}>
                      {mail.copy?.document.number}
                    </a>
                  </td>
                  <td>
                    <a href={`/console/notices/${mail.copy?.noticeId}/mail/${mail.id}`}>
                      {subjectWords(mail, context)}
                    </a>
                    <span class="subtle">
                      {mail.headerFrom} · <Instant at={mail.receivedAt} context={context} />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

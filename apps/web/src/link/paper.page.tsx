import type { PaperView } from '#notices';
import type { PageContext } from '../views/context.js';
import { Choices, Form, type FormState, ProblemList } from '../views/forms.js';
import { Layout, PlainPage } from '../views/layout.js';

interface PaperProps {
  context: PageContext;
  paper: PaperView;
  at: string;
}

/** Where the QR code of a paper leads: compare it, or have the link sent to the mailbox on record. */
export function PaperPage(props: PaperProps & { form: FormState }) {
  const { context, paper, at, form } = props;
  const { t, pick } = context;
  const { document, notice, digest, recipients, formName } = paper;
  const which = t('收文单位', 'Receiving agency');
  return (
    <Layout
      context={context}
      width="slip"
      title={`${pick(formName)} · ${document.number}`}
      head={t(notice.issuer.nameZh, notice.issuer.nameEn)}
    >
      <div class="letter">
        <h1>
          {pick(formName)} <span class="number">{document.number}</span>
        </h1>
        <p class="issuer">{t(notice.issuer.nameZh, notice.issuer.nameEn)}</p>
      </div>
      {notice.state === 'withdrawn' && (
        <div class="alert-box urgency-grey">
          {t('本件已被发文单位撤回。', 'Its issuer has withdrawn it.')}
        </div>
      )}
      <p>
        {t(
          '本件由抄告系统制发。电子件的文件指纹（SHA-256）如下，可与收到的 PDF 核对：',
          'Issued through Chaogao. The SHA-256 digest of its PDF, to compare with the one received:',
        )}
      </p>
      <p class="text-break">
        <code>
          {digest ?? t('正在生成，请稍后再看。', 'Being made; please look again shortly.')}
        </code>
      </p>
      <ProblemList form={form} labels={{ copy: which }} context={context} />
      <Form action={at} submit={t('重发办理链接', 'Send the link again')}>
        <Choices
          name="copy"
          label={t('把办理链接重新发给哪个单位？', 'To which agency is its link to be sent again?')}
          required
          choices={recipients.map(({ id, agency }) => ({
            value: id,
            label: t(agency.nameZh, agency.nameEn),
          }))}
          form={form}
          context={context}
        />
        <p class="example">
          {t(
            '只发送到名录中登记的单位邮箱；本页不显示邮箱，也不显示链接。',
            'Only to the mailbox on record in the directory; neither mailbox nor link is shown here.',
          )}
        </p>
      </Form>
    </Layout>
  );
}

export function LinkSentPage({ context, at }: { context: PageContext; at: string }) {
  const { t } = context;
  return (
    <PlainPage context={context} title={t('已受理', 'Received')}>
      <p>
        {t(
          '如该单位登记了邮箱，且今天重发未超过三次，办理链接几分钟内送到该邮箱。没有收到的，请致电文书上的联系人。',
          'Where the agency has a mailbox on record and has not asked three times today, its link arrives there within minutes. If it does not, phone the contact named on the document.',
        )}
      </p>
      <p>
        <a href={at}>{t('返回', 'Back')}</a>
      </p>
    </PlainPage>
  );
}

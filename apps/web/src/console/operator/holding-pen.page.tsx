import { type MailView, PEN_VIEWS, type PenView, type ReceivedMail } from '#notices';
import type { Bilingual } from '#rulebook';
import { withQuery } from '../../views/context.js';
import { Instant } from '../../views/dates.js';
import {
  Choices,
  EMPTY_FORM,
  Field,
  Form,
  type FormState,
  ProblemList,
} from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { DOUBT_LABELS, INBOUND_LABELS, MailSheet, subjectWords } from '../mail-sheet.js';
import { Pager } from '../table-parts.js';

const HOME = '/console/holding-pen';

const VIEWS: Record<PenView, Bilingual> = {
  pen: { zh: '待分拣', en: 'To be sorted' },
  settled: { zh: '已分拣', en: 'Sorted' },
  new: { zh: '尚未读取', en: 'Not read yet' },
};

const EMPTY: Record<PenView, Bilingual> = {
  pen: {
    zh: '没有待分拣的来信。系统认不出的来信会放在这里，由您归入抄告或注明不予处理。',
    en: 'Nothing is to be sorted. Mail that matches nothing will lie here until you assign or discard it.',
  },
  settled: { zh: '还没有分拣过来信。', en: 'No mail has been sorted yet.' },
  new: { zh: '来信均已读取。', en: 'All mail has been read.' },
};

/** What came in and says of nothing that it is about. */
export function HoldingPenPage(props: {
  context: ConsoleContext;
  view: PenView;
  mails: ReceivedMail[];
  next: string | null;
}) {
  const { context, view, mails, next } = props;
  const { t, pick } = context;
  const title = t('来信分拣', 'Holding pen');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <nav class="tabs" aria-label={t('按状态', 'By state')}>
        {PEN_VIEWS.map((one) => (
          <a href={`${HOME}?view=${one}`} aria-current={one === view ? 'page' : undefined}>
            {pick(VIEWS[one])}
          </a>
        ))}
      </nav>
      {mails.length === 0 ? (
        <p class="empty">{pick(EMPTY[view])}</p>
      ) : (
        <>
          <div class="table-wrap">
            <table class="rows stacked">
              <thead>
                <tr>
                  <th scope="col">{t('来信', 'Mail')}</th>
                  <th scope="col">{t('为何在此', 'Why it is here')}</th>
                  <th scope="col">{t('收到', 'Received')}</th>
                </tr>
              </thead>
              <tbody>
                {mails.map((mail) => (
                  <tr>
                    <td>
                      {mail.place === 'new' ? (
                        mail.sender
                      ) : (
                        <a href={`${HOME}/${mail.id}`}>{subjectWords(mail, context)}</a>
                      )}
                      <span class="subtle">{mail.headerFrom ?? mail.sender}</span>
                    </td>
                    <td>
                      {mail.why && pick(DOUBT_LABELS[mail.why])}
                      <span class="subtle">{mail.kind && pick(INBOUND_LABELS[mail.kind])}</span>
                    </td>
                    <td>
                      <Instant at={mail.receivedAt} context={context} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager context={context} next={next && withQuery(context.address, 'cursor', next)} />
        </>
      )}
    </ConsoleFrame>
  );
}

/** One of them: read it, then say what it is about, or that it is about nothing of ours. */
export function PenMailPage(props: {
  context: ConsoleContext;
  view: MailView;
  number: string;
  form?: FormState;
}) {
  const { context, view, number, form = EMPTY_FORM } = props;
  const { t, officer, csrf } = context;
  const { mail } = view;
  const at = `${HOME}/${mail.id}`;
  const sorts = officer.role === 'operator' && mail.place === 'pen';
  return (
    <ConsoleFrame context={context} title={subjectWords(mail, context)}>
      <p>
        <a href={HOME}>← {t('来信分拣', 'Holding pen')}</a>
      </p>
      <h1>{subjectWords(mail, context)}</h1>
      <MailSheet view={view} context={context} />
      {officer.role === 'operator' && (
        <p>
          <a href={`${at}/eml`}>
            {t('下载原件（.eml，链接已隐去）', 'Download the mail (.eml, links masked)')}
          </a>
        </p>
      )}
      {sorts && (
        <>
          <ProblemList form={form} context={context} />
          <h2>{t('归入一份抄告', 'Assign it to a copy')}</h2>
          <form method="get" action={at} class="filters" role="search">
            <div>
              <label for="filter-number">{t('按文号查找', 'Find by number')}</label>
              <input
                id="filter-number"
                name="number"
                class="form-control for-number"
                value={number}
                placeholder="启自然资吕抄〔2026〕1号"
              />
            </div>
            <button type="submit" class="btn btn-outline-primary btn-sm">
              {t('查找', 'Find')}
            </button>
          </form>
          {view.candidates.length > 0 ? (
            <Form action={`${at}/assign`} submit={t('归入', 'Assign')} csrf={csrf}>
              <Choices
                name="copyId"
                label={t('与哪份抄告有关', 'Which copy is it about')}
                required
                choices={view.candidates.map(({ id, agency, document }) => ({
                  value: id,
                  label: `${t(agency.nameZh, agency.nameEn)} · ${document.number}`,
                }))}
                form={form}
                context={context}
              />
              <Field name="note" label={t('说明', 'Note')} form={form} context={context} />
            </Form>
          ) : (
            <p class="example">
              {t(
                '输入文号后，在此选择是哪个单位的一份。',
                'Enter a document number; then choose whose copy it is.',
              )}
            </p>
          )}
          <h2>{t('或者不予处理', 'Or discard it')}</h2>
          <Form
            action={`${at}/discard`}
            submit={t('不予处理', 'Discard')}
            tone="danger"
            csrf={csrf}
          >
            <Field
              name="reason"
              label={t('理由', 'Reason')}
              example={t(
                '如：广告。原件仍然保存',
                'Such as: advertising. The mail stays on record',
              )}
              required
              form={form}
              context={context}
            />
          </Form>
        </>
      )}
    </ConsoleFrame>
  );
}

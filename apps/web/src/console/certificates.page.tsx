import type { DeadlineCertificate, NoticeView } from '#notices';
import { Day, Instant } from '../views/dates.js';
import { HowCounted, StatusBadge } from '../views/duties.js';
import { type ConsoleContext, ConsoleFrame } from './console-frame.js';

/** 期限证明: on what each date of a notice rests, ready to be printed. */
export function CertificatesPage(props: {
  context: ConsoleContext;
  view: NoticeView;
  certificates: DeadlineCertificate[];
  source: string;
}) {
  const { context, view, certificates, source } = props;
  const { t } = context;
  const { notice } = view;
  return (
    <ConsoleFrame context={context} title={t('期限证明', 'Deadline certificate')}>
      <p class="no-print">
        <a href={`/console/notices/${notice.id}`}>← {notice.facts.project}</a>
      </p>
      <h1>{t('期限证明', 'Deadline certificate')}</h1>
      <p>
        {notice.facts.project} · {view.documents.map(({ number }) => number).join(t('、', ', '))}
      </p>
      <p class="example">
        {t('规则版本 ', 'Version of the rulebook ')}
        <span class="digest">{notice.rulebookVersion}</span>
      </p>
      {certificates.length === 0 && (
        <p>{t('本件没有需要计算期限的任务。', 'No duty of this notice has a date.')}</p>
      )}
      {certificates.map((one) => (
        <Certificate certificate={one} source={source} context={context} />
      ))}
    </ConsoleFrame>
  );
}

function Certificate(props: {
  certificate: DeadlineCertificate;
  source: string;
  context: ConsoleContext;
}) {
  const { certificate, source, context } = props;
  const { notice, copy, duty, startProof, calendar } = certificate;
  const { t, pick } = context;
  const agency = copy?.agency ?? notice.issuer;
  const { startedOn, dueOn } = duty.duty;
  return (
    <section class="sheet">
      <h2>
        {t(agency.nameZh, agency.nameEn)} · {pick(duty.duty.rule.action)}
      </h2>
      <p>
        <StatusBadge view={duty} context={context} />
      </p>
      <dl class="facts">
        <dt>{t('起算日', 'Day zero')}</dt>
        <dd>{startedOn ? <Day on={startedOn} context={context} /> : t('未起算', 'not started')}</dd>
        <dt>{t('到期日', 'Due')}</dt>
        <dd>
          {dueOn ? (
            <Day on={dueOn} context={context} />
          ) : duty.duty.rule.period === null ? (
            t('及时，文件未规定天数', 'In good time: the document gives no number of days')
          ) : (
            '—'
          )}
        </dd>
        {startProof && (
          <>
            <dt>{t('起算凭证', 'Proof of the start')}</dt>
            <dd>
              <StartProof proof={startProof} context={context} />
            </dd>
          </>
        )}
        {calendar.version !== null && (
          <>
            <dt>{t('日历', 'Calendar')}</dt>
            <dd>
              <span class="digest">{calendar.version}</span>
              {calendar.sources.map((one) => (
                <span class="d-block">{one}</span>
              ))}
            </dd>
          </>
        )}
      </dl>
      <HowCounted view={duty} source={source} open context={context} />
    </section>
  );
}

function StartProof({
  proof,
  context,
}: {
  proof: Record<string, unknown>;
  context: ConsoleContext;
}) {
  const { t } = context;
  const said = (name: string) => (typeof proof[name] === 'string' ? proof[name] : '');
  const at = <Instant at={new Date(said('servedAt'))} context={context} />;
  if (said('method') === 'email' || said('mailDigest')) {
    return (
      <>
        {at} {t('收件方邮件服务器接收', "accepted by the recipient's mail server")}{' '}
        {said('address')}：{said('response')}
        {said('mailDigest') && (
          <span class="digest d-block">
            {t('邮件摘要 SHA-256 ', 'The mail, SHA-256 ')}
            {said('mailDigest')}
          </span>
        )}
      </>
    );
  }
  return (
    <>
      {at} {said('method')}，{said('by')}；{said('proof')}
    </>
  );
}

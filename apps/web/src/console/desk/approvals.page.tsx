import type { IssueRequest, KnownPlot, Notice, Preview } from '#notices';
import type { Kind, Rulebook } from '#rulebook';
import { Instant } from '../../views/dates.js';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { actorWords } from '../event-words.js';
import { CheckBody } from './check.page.js';
import { ButtonForm } from './desk-fields.js';

/** 审核: notices that wait for a second officer. */
export function ApprovalsPage(props: {
  context: ConsoleContext;
  notices: { notice: Notice; own: boolean }[];
  kinds: Kind[];
}) {
  const { context, notices, kinds } = props;
  const { t, pick } = context;
  const title = t('待审核', 'To approve');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {title} <span class="number">{notices.length}</span>
      </h1>
      {notices.length === 0 ? (
        <div class="empty">
          <p class="mb-0">
            {t(
              '没有等待审核的文书。同事提交须审核的文书后，在这里审核发出或退回。',
              'Nothing waits for approval. What a colleague submits is listed here, to be approved or sent back.',
            )}
          </p>
        </div>
      ) : (
        <div class="table-wrap">
          <table class="rows stacked">
            <thead>
              <tr>
                <th>{t('项目', 'Project')}</th>
                <th>{t('种类', 'Kind')}</th>
                <th>{t('起草', 'Drafted')}</th>
                <th>{t('审核', 'Approval')}</th>
              </tr>
            </thead>
            <tbody>
              {notices.map(({ notice, own }) => {
                const kind = kinds.find(({ key }) => key === notice.kind);
                return (
                  <tr>
                    <td>
                      <a href={`/console/approvals/${notice.id}`}>{notice.facts.project}</a>
                      <span class="subtle">{notice.facts.place.text}</span>
                    </td>
                    <td>{kind ? pick(kind.name) : notice.kind}</td>
                    <td>
                      {actorWords(notice.createdBy, context)}
                      <span class="subtle">
                        <Instant at={notice.createdAt} context={context} />
                      </span>
                    </td>
                    <td>
                      {own
                        ? t('自己起草的，由同事审核', 'Your own: a colleague approves it')
                        : t('等您审核', 'Waits for you')}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </ConsoleFrame>
  );
}

/** One notice that waits: who would be served what, and the two verbs. */
export function ApprovalPage(props: {
  context: ConsoleContext;
  notice: Notice;
  own: boolean;
  kind: Kind;
  rulebook: Rulebook;
  request: IssueRequest;
  preview: Preview;
  knownPlot: KnownPlot | null;
  form: FormState;
}) {
  const { context, notice, own, kind, preview, form } = props;
  const { t, pick } = context;
  const at = `/console/notices/${notice.id}`;
  return (
    <ConsoleFrame context={context} title={t('审核', 'Approve')}>
      <p>
        <a href="/console/approvals">← {t('待审核', 'To approve')}</a>
      </p>
      <h1>
        {t(
          `审核：${notice.facts.project}，将发给 ${preview.recipients.length} 个单位`,
          `Approve: ${notice.facts.project}, to ${preview.recipients.length} agencies`,
        )}
      </h1>
      <p class="example">
        {pick(kind.name)}（{kind.clause}） · {t('起草 ', 'Drafted by ')}
        {actorWords(notice.createdBy, context)} <Instant at={notice.createdAt} context={context} />
      </p>
      <ProblemList form={form} labels={{ reason: t('退回理由', 'Reason') }} context={context} />
      <CheckBody {...props} filesAt={at}>
        {own ? (
          <div class="alert-box urgency-grey">
            <p>
              {t(
                '这份是您自己起草的，须由同事审核；您可以撤回。',
                'You drafted it: a colleague approves it. You may withdraw it.',
              )}{' '}
              <a href={`${at}/withdraw`}>{t('撤回', 'Withdraw')}</a>
            </p>
          </div>
        ) : (
          <div class="buttons">
            <ButtonForm
              action={`${at}/approval`}
              label={t('审核通过并发出', 'Approve and issue')}
              tone="btn-primary"
              context={context}
            />
          </div>
        )}
      </CheckBody>
      {!own && (
        <>
          <h2>{t('或者退回起草人', 'Or send it back')}</h2>
          <Form
            action={`/console/approvals/${notice.id}/send-back`}
            submit={t('退回修改', 'Send back')}
            tone="danger"
            csrf={context.csrf}
          >
            <Field
              name="reason"
              label={t('退回理由', 'Reason')}
              kind="long-text"
              required
              example={t('起草人在草稿上看到这句话', 'The drafter sees it on the draft')}
              maxLength={500}
              form={form}
              context={context}
            />
          </Form>
        </>
      )}
    </ConsoleFrame>
  );
}

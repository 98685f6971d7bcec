import type { AgencyRow, Contact, Region } from '#agencies';
import { LEVEL_LABELS, ROLE_LABELS } from '#rulebook';
import type { FormState } from '../../views/forms.js';
import { EMPTY_FORM, Form, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { agencyName, postWords, receivesWords } from './directory-words.js';
import { townName } from './directory.page.js';

/** One agency: who it is, and whom mail goes to there. */
export function AgencyPage(props: { context: ConsoleContext; row: AgencyRow; regions: Region[] }) {
  const { context, row, regions } = props;
  const { agency, contacts } = row;
  const { t, pick, officer } = context;
  const edits = officer.role === 'operator';
  const path = `/console/directory/agencies/${agency.code}`;
  const title = agencyName(row, context);
  return (
    <ConsoleFrame context={context} title={title}>
      <p>
        <a href="/console/directory">← {t('名录', 'Directory')}</a>
      </p>
      <h1>
        {title}{' '}
        {!agency.active && <span class="standing urgency-grey">○ {t('已停用', 'Retired')}</span>}
      </h1>
      <div class="sheet">
        <dl class="facts">
          <dt>{t('代号', 'Code')}</dt>
          <dd>{agency.code}</dd>
          <dt>{t('级别', 'Level')}</dt>
          <dd>{pick(LEVEL_LABELS[agency.level])}</dd>
          <dt>{t('类别', 'Role')}</dt>
          <dd>{pick(ROLE_LABELS[agency.role])}</dd>
          <dt>{t('镇园', 'Town')}</dt>
          <dd>
            {agency.town ? townName(agency.town, regions, context) : t('（不属镇园）', '(none)')}
            {agency.town && <span class="example d-inline"> {agency.town}</span>}
          </dd>
          <dt>{t('机关代字', 'Document word')}</dt>
          <dd>{agency.word ?? t('（不发文）', '(issues nothing)')}</dd>
          <dt>{t('电话', 'Phone')}</dt>
          <dd>{agency.phone ?? t('（未填写）', '(none)')}</dd>
        </dl>
        {edits && (
          <p class="buttons">
            <a class="btn btn-sm" href={`${path}/edit`}>
              {agency.active ? t('修改', 'Change') : t('修改并恢复使用', 'Put back into service')}
            </a>
            {agency.active && (
              <a class="btn btn-sm" href={`${path}/retire`}>
                {t('停用', 'Retire')}
              </a>
            )}
          </p>
        )}
      </div>
      <h2>{t('联系人', 'Contacts')}</h2>
      {contacts.length === 0 ? (
        <p class="empty">{t('还没有联系人，抄告无处可送。', 'Nobody to serve yet.')}</p>
      ) : (
        <div class="table-wrap">
          <table class="rows stacked">
            <thead>
              <tr>
                <th scope="col">{t('姓名与职务', 'Name and post')}</th>
                <th scope="col">{t('邮箱与电话', 'Address and phone')}</th>
                <th scope="col">{t('接收', 'Receives')}</th>
                {edits && agency.active && <th scope="col">{t('办理', 'Change')}</th>}
              </tr>
            </thead>
            <tbody>
              {contacts.map((contact) => (
                <ContactRow
                  contact={contact}
                  path={path}
                  edits={edits && agency.active}
                  context={context}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edits && agency.active && (
        <p class="buttons">
          <a class="btn btn-primary btn-sm" href={`${path}/contacts/new`}>
            {t('增加联系人', 'Add a contact')}
          </a>
        </p>
      )}
    </ConsoleFrame>
  );
}

function ContactRow(props: {
  contact: Contact;
  path: string;
  edits: boolean;
  context: ConsoleContext;
}) {
  const { contact, path, edits, context } = props;
  const { t } = context;
  return (
    <tr class={contact.active ? undefined : 'off'}>
      <td>
        {contact.name}
        <span class="subtle">
          {postWords(contact.post, context)}
          {!contact.active && t(' · 已停用', ' · retired')}
        </span>
      </td>
      <td>
        {contact.email}
        {contact.phone && <span class="subtle">{contact.phone}</span>}
      </td>
      <td>{contact.active ? receivesWords(contact.receives, context) : '—'}</td>
      {edits && (
        <td class="text-nowrap">
          <a href={`${path}/contacts/${contact.id}/edit`}>
            {contact.active ? t('修改', 'Change') : t('恢复使用', 'Put back')}
          </a>
          {contact.active && (
            <a class="ms-3" href={`${path}/contacts/${contact.id}/retire`}>
              {t('停用', 'Retire')}
            </a>
          )}
        </td>
      )}
    </tr>
  );
}

/** Asks once, in words, before somebody is served no more. */
export function RetirePage(props: {
  context: ConsoleContext;
  row: AgencyRow;
  /** Without one, the agency itself. */
  contact?: Contact;
  form?: FormState;
}) {
  const { context, row, contact, form = EMPTY_FORM } = props;
  const { t, csrf } = context;
  const path = `/console/directory/agencies/${row.agency.code}`;
  const agency = agencyName(row, context);
  const title = contact
    ? t(`停用联系人 ${contact.email}`, `Retire the contact ${contact.email}`)
    : t(`停用 ${agency}`, `Retire ${agency}`);
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <ProblemList form={form} context={context} />
      <p class="prose">
        {contact
          ? t(
              `${agency}的抄告、催办和上报不再发往这个地址；已发出的记录保留。可以随时恢复。`,
              `Nothing more of ${agency} is sent to this address; what was sent stays on record. It can be put back at any time.`,
            )
          : t(
              '新的抄告不再送达该单位；所在镇园缺位的，由市级同类单位代管。已送达的抄告和未办结的任务不变。可以随时恢复。',
              'No new notice is served on this agency; where its town lacks the role then, the city’s unit stands in. What was served, and what it still owes, stays. It can be put back at any time.',
            )}
      </p>
      <Form
        action={contact ? `${path}/contacts/${contact.id}/retire` : `${path}/retire`}
        csrf={csrf}
        submit={t('停用', 'Retire')}
        tone="danger"
        cancel={{ href: path, label: t('不停用', 'Keep it') }}
      />
    </ConsoleFrame>
  );
}

import { type Officer, OFFICER_ROLES } from '#access';
import type { Agency } from '#agencies';
import { Instant } from '../../views/dates.js';
import { Field, Form, type FormState, ProblemList, Select } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { OFFICER_ROLE_LABELS } from '../officer-role-labels.js';
import { isLocked, OfficerState } from './officers.page.js';

const PATH = '/console/operator/officers';

function PersonFields(props: { context: ConsoleContext; form: FormState; agencies: Agency[] }) {
  const { context, form, agencies } = props;
  const { t, pick } = context;
  const shared = { form, context, required: true };
  return (
    <>
      <Field name="name" label={t('姓名', 'Name')} maxLength={40} {...shared} />
      <Field
        name="position"
        label={t('职务', 'Position')}
        example={t('署名时使用，如 科员、所长', 'As signed beneath a document')}
        maxLength={40}
        {...shared}
      />
      <Select
        name="agency"
        label={t('单位', 'Agency')}
        choices={agencies.map(({ code, nameZh, nameEn }) => ({
          value: code,
          label: t(nameZh, nameEn),
        }))}
        {...shared}
      />
      <Select
        name="role"
        label={t('岗位', 'Role')}
        choices={OFFICER_ROLES.map((value) => ({ value, label: pick(OFFICER_ROLE_LABELS[value]) }))}
        {...shared}
      />
    </>
  );
}

const labelsOf = ({ t }: ConsoleContext) => ({
  username: t('用户名', 'User name'),
  name: t('姓名', 'Name'),
  position: t('职务', 'Position'),
  agency: t('单位', 'Agency'),
  role: t('岗位', 'Role'),
});

export function NewOfficerPage(props: {
  context: ConsoleContext;
  form: FormState;
  agencies: Agency[];
}) {
  const { context, form, agencies } = props;
  const { t, csrf } = context;
  const title = t('新增人员', 'New officer');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <p class="prose example mb-3">
        {t(
          '保存后显示一次初始密码，由您转交本人；本人首次登录时须改成自己的密码。',
          'An initial password is then shown once, for you to hand over; it must be changed at the first sign-in.',
        )}
      </p>
      <ProblemList form={form} labels={labelsOf(context)} context={context} />
      <Form
        action={PATH}
        submit={t('保存', 'Save')}
        csrf={csrf}
        cancel={{ href: PATH, label: t('取消', 'Cancel') }}
      >
        <Field
          name="username"
          label={t('用户名', 'User name')}
          example={t('登录用，小写字母和数字，如 wangfang', 'To sign in with, such as wangfang')}
          required
          autocomplete="off"
          maxLength={32}
          form={form}
          context={context}
        />
        <PersonFields context={context} form={form} agencies={agencies} />
      </Form>
    </ConsoleFrame>
  );
}

/** One officer: what is on record, and what an operator may do about it. */
export function OfficerPage(props: {
  context: ConsoleContext;
  person: Officer;
  form: FormState;
  agencies: Agency[];
  now: Date;
}) {
  const { context, person, form, agencies, now } = props;
  const { t, pick, csrf, officer } = context;
  const at = `${PATH}/${person.username}`;
  return (
    <ConsoleFrame context={context} title={person.name}>
      <p>
        <a href={PATH}>← {t('人员与岗位', 'Officers and roles')}</a>
      </p>
      <h1>
        {person.name} <OfficerState officer={person} now={now} context={context} />
      </h1>
      <div class="columns">
        <section class="sheet">
          <dl class="facts">
            <dt>{t('用户名', 'User name')}</dt>
            <dd>{person.username}</dd>
            <dt>{t('单位', 'Agency')}</dt>
            <dd>{t(person.agency.nameZh, person.agency.nameEn)}</dd>
            <dt>{t('岗位', 'Role')}</dt>
            <dd>{pick(OFFICER_ROLE_LABELS[person.role])}</dd>
            <dt>{t('两步验证', 'Codes')}</dt>
            <dd>{person.totpSecret ? t('已启用', 'on') : t('未启用', 'off')}</dd>
            <dt>{t('上次登录', 'Last in')}</dt>
            <dd>
              {person.lastSignedInAt ? (
                <Instant at={person.lastSignedInAt} context={context} />
              ) : (
                t('从未', 'never')
              )}
            </dd>
          </dl>
          <p class="mt-2 mb-0">
            <a href={`/console/operator/audit?who=${encodeURIComponent(person.username)}`}>
              {t('操作记录', 'What this officer did')}
            </a>
          </p>
          {officer.role === 'operator' && (
            <OfficerVerbs person={person} at={at} now={now} context={context} />
          )}
        </section>
        {officer.role === 'operator' && (
          <section class="sheet">
            <h2>{t('更改', 'Change')}</h2>
            <ProblemList form={form} labels={labelsOf(context)} context={context} />
            <Form action={at} submit={t('保存', 'Save')} csrf={csrf}>
              <PersonFields context={context} form={form} agencies={agencies} />
            </Form>
          </section>
        )}
      </div>
    </ConsoleFrame>
  );
}

function OfficerVerbs(props: { person: Officer; at: string; now: Date; context: ConsoleContext }) {
  const { person, at, now, context } = props;
  const { t, csrf, officer } = context;
  if (!person.active) {
    return (
      <div class="buttons">
        <a class="btn btn-primary btn-sm" href={`${at}/reactivate`}>
          {t('恢复使用', 'Reactivate')}
        </a>
      </div>
    );
  }
  return (
    <div class="buttons">
      {isLocked(person, now) && (
        <form method="post" action={`${at}/unlock`}>
          <input type="hidden" name="_csrf" value={csrf} />
          <button type="submit" class="btn btn-primary btn-sm">
            {t('解除锁定', 'Unlock')}
          </button>
        </form>
      )}
      <a class="btn btn-sm" href={`${at}/reset-password`}>
        {t('重置密码', 'Reset the password')}
      </a>
      {person.totpSecret && (
        <a class="btn btn-sm" href={`${at}/reset-totp`}>
          {t('重置两步验证', 'Switch codes off')}
        </a>
      )}
      {person.id !== officer.id && (
        <a class="btn btn-sm btn-outline-danger" href={`${at}/deactivate`}>
          {t('停用', 'Deactivate')}
        </a>
      )}
    </div>
  );
}

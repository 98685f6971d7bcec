import { type AgencyRow, RECEIVES, type Region } from '#agencies';
import { LEVEL_LABELS, LEVELS, POSTS, ROLE_LABELS, ROLES } from '#rulebook';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { POST_LABELS } from '../../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { agencyName, RECEIVES_EXPLAINED, RECEIVES_LABELS } from './directory-words.js';
import { BoxesField, RealAddressBox, SelectField } from './form-parts.js';

const labelsOf = ({ t }: ConsoleContext) => ({
  code: t('代号', 'Code'),
  nameZh: t('名称', 'Name'),
  nameEn: t('英文名称', 'English name'),
  level: t('级别', 'Level'),
  role: t('类别', 'Role'),
  town: t('镇园', 'Town'),
  word: t('机关代字', 'Document word'),
  agencyPhone: t('电话', 'Phone'),
  name: t('姓名', 'Name'),
  post: t('职务', 'Post'),
  email: t('邮箱', 'E-mail'),
  phone: t('电话', 'Phone'),
  receives: t('接收', 'Receives'),
});

/** A new agency with its first contact, or one that is there already. */
export function AgencyFormPage(props: {
  context: ConsoleContext;
  row: AgencyRow | null;
  regions: Region[];
  form: FormState;
}) {
  const { context, row, regions, form } = props;
  const { t, pick, csrf } = context;
  const labels = labelsOf(context);
  const path = row ? `/console/directory/agencies/${row.agency.code}` : '/console/directory';
  const title = row
    ? t(`修改 ${agencyName(row, context)}`, `Change ${agencyName(row, context)}`)
    : t('增加单位', 'Add an agency');
  const shared = { form, context };
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <ProblemList form={form} labels={labels} context={context} />
      <Form
        action={row ? `${path}/edit` : `${path}/new`}
        csrf={csrf}
        submit={t('保存', 'Save')}
        cancel={{ href: path, label: t('取消', 'Cancel') }}
      >
        {row ? (
          <p class="example">
            {t(
              `代号 ${row.agency.code}，启用后不改。`,
              `The code ${row.agency.code} stays for ever.`,
            )}
          </p>
        ) : (
          <Field
            {...shared}
            name="code"
            label={labels.code}
            required
            example={t(
              '小写字母、数字和连字符，如 lvsi-enforcement；启用后不改',
              'Lower-case letters, digits and hyphens, e.g. lvsi-enforcement; it stays for ever',
            )}
          />
        )}
        <Field {...shared} name="nameZh" label={labels.nameZh} required />
        <Field {...shared} name="nameEn" label={labels.nameEn} required />
        <SelectField
          {...shared}
          name="level"
          label={labels.level}
          none={t('请选择', 'Choose')}
          choices={LEVELS.map((value) => ({ value, label: pick(LEVEL_LABELS[value]) }))}
        />
        <SelectField
          {...shared}
          name="role"
          label={labels.role}
          none={t('请选择', 'Choose')}
          choices={ROLES.map((value) => ({ value, label: pick(ROLE_LABELS[value]) }))}
        />
        <SelectField
          {...shared}
          name="town"
          label={labels.town}
          none={t('不属镇园（市级及以上）', 'None (city and above)')}
          choices={regions.map(({ code, nameZh, nameEn }) => ({
            value: code,
            label: `${t(nameZh, nameEn)} ${code}`,
          }))}
        />
        <Field
          {...shared}
          name="word"
          label={labels.word}
          example={t('发文的单位填写，如 启自然资吕', 'Of agencies that issue, e.g. 启自然资吕')}
        />
        <Field {...shared} name="agencyPhone" label={labels.agencyPhone} kind="tel" />
        {!row && (
          <>
            <h2>{t('第一名联系人', 'Its first contact')}</h2>
            <ContactFields {...shared} fresh />
          </>
        )}
      </Form>
    </ConsoleFrame>
  );
}

/** A contact of an agency. */
export function ContactFormPage(props: {
  context: ConsoleContext;
  row: AgencyRow;
  /** Where the form posts to. */
  action: string;
  fresh: boolean;
  form: FormState;
}) {
  const { context, row, action, fresh, form } = props;
  const { t, csrf } = context;
  const title = fresh ? t('增加联系人', 'Add a contact') : t('修改联系人', 'Change a contact');
  return (
    <ConsoleFrame context={context} title={title}>
      <p>{agencyName(row, context)}</p>
      <h1>{title}</h1>
      <ProblemList form={form} labels={labelsOf(context)} context={context} />
      <Form
        action={action}
        csrf={csrf}
        submit={t('保存', 'Save')}
        cancel={{
          href: `/console/directory/agencies/${row.agency.code}`,
          label: t('取消', 'Cancel'),
        }}
      >
        <ContactFields form={form} fresh={fresh} context={context} />
      </Form>
    </ConsoleFrame>
  );
}

function ContactFields(props: { form: FormState; fresh: boolean; context: ConsoleContext }) {
  const { form, fresh, context } = props;
  const { t, pick } = context;
  const labels = labelsOf(context);
  const shared = { form, context };
  return (
    <>
      <Field {...shared} name="name" label={labels.name} required />
      <SelectField
        {...shared}
        name="post"
        label={labels.post}
        none={t('请选择', 'Choose')}
        choices={POSTS.map((value) => ({ value, label: pick(POST_LABELS[value]) }))}
      />
      <Field
        {...shared}
        name="email"
        label={labels.email}
        kind="email"
        required
        example={
          fresh
            ? 'zhifa@lvsi.qidong.example'
            : t(
                '改用新邮箱的，旧邮箱停用，新邮箱另立一条',
                'A new address retires the old entry and makes one of its own',
              )
        }
      />
      <Field {...shared} name="phone" label={labels.phone} kind="tel" />
      <BoxesField
        {...shared}
        name="receives"
        label={labels.receives}
        choices={RECEIVES.map((value) => ({
          value,
          label: pick(RECEIVES_LABELS[value]),
          explanation: pick(RECEIVES_EXPLAINED[value]),
        }))}
      />
      <RealAddressBox {...shared} />
    </>
  );
}

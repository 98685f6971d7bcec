import { Choices, Field } from '../../views/forms.js';
import type { ComposeProps } from './compose-props.js';
import { labelsOf } from './compose-labels.js';
import { demands } from './compose-parts.js';

type Props = ComposeProps;

const MORE_OF_PARTY = ['partyPhone', 'partyId', 'partyAddress'];

/** What was typed, or is wrong, stays in sight. */
const isOpen = (name: string, { values, problems }: Props['form']) =>
  Boolean(values[name]) || problems.some(({ field }) => field === name);

export function PartyPart(props: Props) {
  const { form, context } = props;
  const { t } = context;
  const label = labelsOf(context);
  const shared = { form, context };
  const required = demands(props, 'party');
  return (
    <>
      <h2>{t('当事人', 'Who builds')}</h2>
      <Field
        name="partyName"
        label={t('姓名或单位名称', 'Name')}
        required={required}
        maxLength={200}
        {...shared}
      />
      <Choices
        name="partyKind"
        label={label.partyKind ?? ''}
        required={required}
        choices={[
          { value: 'organisation', label: t('单位', 'Organisation') },
          { value: 'person', label: t('自然人', 'Person') },
        ]}
        {...shared}
      />
      <details class="more" open={MORE_OF_PARTY.some((name) => isOpen(name, form))}>
        <summary>{t('电话、证件、地址（选填）', 'Telephone, papers, address (optional)')}</summary>
        <Field name="partyPhone" kind="tel" label={label.partyPhone ?? ''} {...shared} />
        <Field name="partyId" label={label.partyId ?? ''} maxLength={40} {...shared} />
        <Field name="partyAddress" label={label.partyAddress ?? ''} maxLength={300} {...shared} />
      </details>
    </>
  );
}

export function ContactPart({ form, context }: Props) {
  const { t } = context;
  const label = labelsOf(context);
  return (
    <>
      <h2>{t('本所联系人', 'Contact at your office')}</h2>
      <Field
        name="contactName"
        label={label.contactName ?? ''}
        required
        maxLength={100}
        form={form}
        context={context}
      />
      <Field
        name="contactPhone"
        kind="tel"
        label={label.contactPhone ?? ''}
        required
        example={t('收到抄告的单位看得到', 'The agencies see it')}
        form={form}
        context={context}
      />
    </>
  );
}

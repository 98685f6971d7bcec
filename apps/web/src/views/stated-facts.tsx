import type { ActField } from '#notices';
import type { PageContext } from './context.js';
import { Day } from './dates.js';

/** What a label tells whoever fills in the form: 到场人员（至少两人）. */
const HINT = /\s?[（(][^（(]*[）)]$/;

export const withoutHint = (label: string): string => label.replace(HINT, '');

/** What was stated in a form, field by field as the form asks. */
export function StatedFacts(props: {
  fields: readonly ActField[];
  body: Record<string, unknown>;
  context: PageContext;
}) {
  const { fields, body, context } = props;
  const { pick } = context;
  const stated = fields.flatMap((field) => {
    const value = body[field.name];
    return typeof value === 'string' && value !== '' ? [{ field, value }] : [];
  });
  if (stated.length === 0) return null;
  return (
    <dl class="facts">
      {stated.map(({ field, value }) => {
        const choice = field.choices?.find((one) => one.value === value);
        return (
          <>
            <dt>{withoutHint(pick(field.label))}</dt>
            <dd class="text">
              {field.kind === 'date' ? (
                <Day on={value} context={context} />
              ) : choice ? (
                pick(choice.label)
              ) : (
                value
              )}
            </dd>
          </>
        );
      })}
    </dl>
  );
}

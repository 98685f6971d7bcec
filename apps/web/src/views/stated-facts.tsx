import { ACT_FIELDS, type Duty } from '#notices';
import type { PageContext } from './context.js';
import { Day } from './dates.js';

/** What a label tells whoever fills in the form: 到场人员（至少两人）. */
const HINT = /\s?[（(][^（(]*[）)]$/;

/** What was stated in the form of a duty, field by field as the form asks. */
export function StatedFacts(props: {
  duty: Pick<Duty, 'rule'>;
  body: Record<string, unknown>;
  context: PageContext;
}) {
  const { duty, body, context } = props;
  const { pick } = context;
  const stated = ACT_FIELDS[duty.rule.dischargedBy].flatMap((field) => {
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
            <dt>{pick(field.label).replace(HINT, '')}</dt>
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

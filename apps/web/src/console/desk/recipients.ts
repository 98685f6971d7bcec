import type { Kind, Level, RecipientRule, Role } from '#rulebook';

/** One line of a form: whom a kind serves, or leaves out with a reason of its own. */
export interface Recipient {
  /** In the names of its boxes: the role, with the level where that makes the difference. */
  key: string;
  role: Role;
  /** Set where the kind serves the role at several levels, each of which may be left out by itself. */
  level: Level | undefined;
  optional: boolean;
  rules: RecipientRule[];
}

/** In the order of the rulebook. Who may be chosen is chosen as a role, wherever the kind serves it. */
export function recipientsOf({ recipients }: Pick<Kind, 'recipients'>): Recipient[] {
  const roles = [...new Set(recipients.map(({ role }) => role))];
  return roles.flatMap((role): Recipient[] => {
    const rules = recipients.filter((rule) => rule.role === role);
    const optional = rules.every((rule) => rule.optional);
    if (rules.length === 1 || rules.some((rule) => rule.optional)) {
      return [{ key: role, role, level: undefined, optional, rules }];
    }
    return rules.map((rule) => {
      const { level } = rule;
      return { key: recipientKey({ role, level }), role, level, optional, rules: [rule] };
    });
  });
}

export const recipientKey = ({ role, level }: { role: string; level?: Level | undefined }) =>
  level ? `${role}-${level}` : role;

/** A draft of before may hold the role alone. */
export const isServed = ({ key, role }: Recipient, ticked: readonly string[]): boolean =>
  ticked.includes(key) || ticked.includes(role);

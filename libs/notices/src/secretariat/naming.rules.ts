import type { Bilingual, DutyRule, Kind, Level, Role } from '#rulebook';

/** What an agency is asked that stands in the place of another. */
export interface NamedCopy {
  form: string;
  duties: string[];
  ask: Bilingual;
}

/** For an agency of whose role the rulebook asks nothing in this kind. */
const GENERAL_ASK: Bilingual = {
  zh: '经联席会议办公室确定，请依职权处置或协助处置，并函复。',
  en: 'Named by the secretariat: please deal with the matter within your powers or assist, and reply.',
};

/**
 * The duties of an agency that the secretariat names in place of another: those of its own role in the
 * rulebook; those of its role at another level, as where a city unit stands in for a town; else only
 * the reply that the replaced agency owed, for what that one alone could do (cut power, instruct) is
 * not asked of somebody else.
 */
export function namedCopy(
  kind: Kind,
  agency: { level: Level; role: Role },
  replaced: { form: string; ask: Bilingual; duties: Pick<DutyRule, 'key' | 'dischargedBy'>[] },
): NamedCopy {
  const ofRole = kind.recipients.filter(({ role }) => role === agency.role);
  const rule = ofRole.find(({ level }) => level === agency.level) ?? ofRole[0];
  if (rule) return { form: rule.form, duties: rule.duties, ask: rule.ask };
  if (replaced.duties.every(({ dischargedBy }) => dischargedBy !== 'reply')) {
    return {
      form: replaced.form,
      duties: replaced.duties.map(({ key }) => key),
      ask: replaced.ask,
    };
  }
  return {
    form: replaced.form,
    duties: replaced.duties.flatMap(({ key, dischargedBy }) =>
      dischargedBy === 'reply' ? [key] : [],
    ),
    ask: GENERAL_ASK,
  };
}

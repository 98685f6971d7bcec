import type { FieldProblem } from '#platform';
import type { Bilingual, Kind, Level, RecipientRule, Role } from '#rulebook';

/** What routing needs to know of an agency. */
export interface AgencyRef {
  id: string;
  code: string;
  level: Level;
  role: Role;
  town: string | null;
}

/** One agency's copy of a notice: in which form, with which duties. */
export interface RoutedCopy<A extends AgencyRef = AgencyRef> {
  agency: A;
  /** Level and role for which it was routed. */
  level: Level;
  role: Role;
  form: string;
  /** Keys of duties of the rulebook. */
  duties: string[];
  ask: Bilingual;
  /** The town has no unit of this role: the city's stands in. */
  fallback: boolean;
}

export interface LeaveOut {
  role: string;
  level?: Level | undefined;
  reason: string;
}

export interface RoutingOptions {
  /** 涉及农村居民违法建住房 (row 4). */
  villagersHouse?: boolean | undefined;
  leaveOut?: LeaveOut[] | undefined;
  /** Roles chosen among the optional recipients. */
  choose?: string[] | undefined;
  /** Codes of agencies named among the optional recipients, wherever they are. */
  named?: string[] | undefined;
}

export interface Routing<A extends AgencyRef = AgencyRef> {
  copies: RoutedCopy<A>[];
  /** Recipients for whom neither the town nor the city has a unit. */
  missing: { level: Level; role: Role }[];
  /** Of the request; empty where it may be issued. */
  problems: FieldProblem[];
}

/**
 * Who is served what. Copies keep the order of the rulebook; agencies of one role that of their codes.
 *
 * `agencies` are those in service; the issuer is never its own recipient.
 */
export function route<A extends AgencyRef>(
  kind: Kind,
  issuer: AgencyRef,
  town: string | null,
  agencies: readonly A[],
  options: RoutingOptions = {},
): Routing<A> {
  const { leaveOut = [], choose = [], named = [] } = options;
  const wanted = kind.recipients.filter(
    (rule) =>
      (rule.when === null || options.villagersHouse === true) &&
      (!rule.optional || choose.includes(rule.role)) &&
      !leaveOut.some((left) => isLeftOut(rule, left)),
  );
  const byName = namedUnits(kind, named, agencies);
  const problems = [
    ...issuerProblems(kind, issuer, byName.copies.length > 0 ? wanted : kind.recipients, town),
    ...choiceProblems(kind, options),
    ...byName.problems,
  ];
  if (wanted.length === 0 && byName.copies.length === 0 && problems.length === 0) {
    const optional = kind.recipients.filter((rule) => rule.optional).map((rule) => rule.role);
    problems.push({
      field: optional.length > 0 ? 'choose' : 'leaveOut',
      problem:
        optional.length > 0
          ? `请至少选定一个受送达单位：${optional.join('、')}`
          : '不能不发给任何单位',
      en:
        optional.length > 0
          ? `Choose at least one recipient: ${optional.join(', ')}`
          : 'Somebody has to receive it',
    });
  }
  const copies: RoutedCopy<A>[] = [];
  const missing: Routing['missing'] = [];
  for (const rule of wanted) {
    const { found, fallback } = unitsOf(rule, town, agencies);
    const others = found.filter((agency) => agency.id !== issuer.id);
    if (found.length === 0) missing.push({ level: rule.level, role: rule.role });
    for (const agency of others) add(copies, agency, rule, fallback);
  }
  for (const { agency, rule } of byName.copies) {
    if (agency.id !== issuer.id) add(copies, agency, rule, false);
  }
  return { copies, missing, problems };
}

/** Agencies by their codes, each with the optional rule of its level and role. */
function namedUnits<A extends AgencyRef>(kind: Kind, named: string[], agencies: readonly A[]) {
  const copies: { agency: A; rule: RecipientRule }[] = [];
  const problems: FieldProblem[] = [];
  named.forEach((code, index) => {
    const agency = agencies.find((one) => one.code === code);
    const rule = kind.recipients.find(
      ({ optional, level, role }) => optional && level === agency?.level && role === agency.role,
    );
    if (agency && rule) copies.push({ agency, rule });
    else {
      const problem = `${code}不是${kind.name.zh}可以选定的单位`;
      const en = `${code} cannot be chosen for “${kind.name.en}”`;
      problems.push({ field: `named.${index}`, problem, en });
    }
  });
  return { copies, problems };
}

/** The units that a recipient of the rulebook means in a town, or those of the city in their place. */
export function unitsOf<A extends AgencyRef>(
  rule: Pick<RecipientRule, 'level' | 'role'>,
  town: string | null,
  agencies: readonly A[],
): { found: A[]; fallback: boolean } {
  const ofRole = agencies
    .filter(({ role }) => role === rule.role)
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const local = rule.level === 'town' || rule.level === 'village';
  const found = ofRole.filter(
    (agency) => agency.level === rule.level && (!local || agency.town === town),
  );
  if (found.length > 0 || !standsIn(rule)) return { found, fallback: false };
  const cityUnits = ofRole.filter(({ level }) => level === 'city');
  return { found: cityUnits, fallback: cityUnits.length > 0 };
}

/**
 * A department of the city may act in a town that has none of its own. The city government may not:
 * the instruction of （二）2 is the town's own leader's.
 */
function standsIn({ level, role }: Pick<RecipientRule, 'level' | 'role'>): boolean {
  return level === 'town' && role !== 'government';
}

/** One agency has one copy per role: where it stands in for a second one, its duties are joined. */
function add<A extends AgencyRef>(
  copies: RoutedCopy<A>[],
  agency: A,
  rule: RecipientRule,
  fallback: boolean,
): void {
  const before = copies.find((copy) => copy.agency.id === agency.id && copy.role === rule.role);
  if (before) {
    before.duties = [...new Set([...before.duties, ...rule.duties])];
    before.fallback ||= fallback;
    return;
  }
  const { level, role, form, duties, ask } = rule;
  copies.push({ agency, level, role, form, duties: [...duties], ask, fallback });
}

function issuerProblems(
  kind: Kind,
  issuer: AgencyRef,
  recipients: RecipientRule[],
  town: string | null,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!kind.issuers.some(({ level, role }) => level === issuer.level && role === issuer.role)) {
    problems.push({
      field: 'kind',
      problem: `本单位（${issuer.role}）不能制发${kind.name.zh}`,
      en: `Your agency (${issuer.role}) may not issue ${kind.name.en}`,
    });
  }
  const local = recipients.some(({ level }) => level === 'town' || level === 'village');
  if (local && town === null) {
    problems.push({
      field: 'town',
      problem: '请填写镇（园区）的九位区划代码',
      en: 'Enter the nine-digit code of the town',
    });
  }
  return problems;
}

function isLeftOut(rule: RecipientRule, left: LeaveOut): boolean {
  return rule.role === left.role && (left.level === undefined || left.level === rule.level);
}

function choiceProblems(
  kind: Kind,
  { leaveOut = [], choose = [] }: RoutingOptions,
): FieldProblem[] {
  return [
    ...leaveOut.flatMap((left, index): FieldProblem[] => {
      const rules = kind.recipients.filter((rule) => isLeftOut(rule, left));
      const before = leaveOut.slice(0, index);
      if (rules.length > 0 && rules.every((rule) => before.some((one) => isLeftOut(rule, one)))) {
        return [
          {
            field: `leaveOut.${index}.role`,
            problem: `${left.role}前面已列为不发的单位`,
            en: `${left.role} is left out already`,
          },
        ];
      }
      if (rules.length === 0) {
        const known = kind.recipients.map((rule) => rule.role).join('、');
        return [
          {
            field: `leaveOut.${index}.role`,
            problem: `${left.role}不是${kind.name.zh}的受送达单位；受送达单位：${known}`,
            en: `${left.role} is no recipient of this kind; recipients: ${known}`,
          },
        ];
      }
      if (left.reason.trim() !== '' || rules.every((rule) => rule.optional)) return [];
      return [
        {
          field: `leaveOut.${index}.reason`,
          problem: '不发给应发单位的，须说明理由',
          en: 'State why a required recipient is left out',
        },
      ];
    }),
    ...choose.flatMap((role, index): FieldProblem[] => {
      const optional = kind.recipients.filter((rule) => rule.optional).map((rule) => rule.role);
      if (optional.some((known) => known === role)) return [];
      const known = optional.length > 0 ? `可选：${optional.join('、')}` : '本类文书没有可选单位';
      return [
        {
          field: `choose.${index}`,
          problem: `${role}不在可选单位之列；${known}`,
          en: `${role} is not among those to choose from; ${known}`,
        },
      ];
    }),
  ];
}

import type { Agency, Region } from '#agencies';
import { DECISIONS, SEVERITIES, type UnansweredFilter } from '#notices';
import { type Kind, type Role, ROLE_LABELS, ROLES } from '#rulebook';
import { DECISION_LABELS, SEVERITY_LABELS } from '../../views/labels.js';
import type { PageContext } from '../../views/context.js';
import { type Asked, given } from '../asked.js';
import type { FilterField } from '../table-parts.js';

/** What the filters offer beside fixed words. */
export interface FilterChoices {
  agencies: Agency[];
  regions: Region[];
  kinds: Kind[];
}

/** Overdue by so many days or more; 1 is all that is overdue. */
const OVERDUE_DAYS = [1, 3, 7, 14, 30];

/** The filter that an address asks for; what it does not know it leaves out. */
export function unansweredFilterOf(asked: Asked): UnansweredFilter {
  const due = given(asked, 'due');
  const decision = given(asked, 'decision');
  const days = OVERDUE_DAYS.find((one) => due === `overdue-${one}`);
  return {
    agency: given(asked, 'agency'),
    role: given(asked, 'role'),
    town: given(asked, 'town'),
    kind: given(asked, 'kind'),
    severity: given(asked, 'severity'),
    dueToday: due === 'today' || undefined,
    overdueBy: due === 'overdue' ? 1 : days,
    recounted: due === 'recounted' || undefined,
    decision: (['awaiting', 'none', ...DECISIONS] as const).find((one) => one === decision),
    text: given(asked, 'text'),
  };
}

/** The address of a list, to be opened from elsewhere or sent to a colleague. */
export function unansweredAddress(filter: Record<string, string>): string {
  return `/console/unanswered?${new URLSearchParams(filter).toString()}`;
}

export function unansweredFields(
  filter: UnansweredFilter,
  { agencies, regions, kinds }: FilterChoices,
  { t, pick }: PageContext,
): FilterField[] {
  const { dueToday, overdueBy, recounted } = filter;
  const overdue = overdueBy === 1 ? 'overdue' : `overdue-${overdueBy}`;
  const due = dueToday ? 'today' : recounted ? 'recounted' : overdueBy ? overdue : undefined;
  return [
    {
      name: 'town',
      label: t('镇园', 'Town'),
      value: filter.town,
      options: regions.map(({ code, nameZh, nameEn }) => ({
        value: code,
        label: t(nameZh, nameEn),
      })),
    },
    {
      name: 'role',
      label: t('单位类别', 'Role'),
      value: filter.role,
      options: ROLES.map((role: Role) => ({ value: role, label: pick(ROLE_LABELS[role]) })),
    },
    {
      name: 'agency',
      label: t('单位', 'Agency'),
      value: filter.agency,
      options: agencies.map(({ code, nameZh, nameEn }) => ({
        value: code,
        label: t(nameZh, nameEn),
      })),
    },
    {
      name: 'kind',
      label: t('类别', 'Kind'),
      value: filter.kind,
      options: kinds.map(({ key, name }) => ({ value: key, label: pick(name) })),
    },
    {
      name: 'severity',
      label: t('情节', 'Severity'),
      value: filter.severity,
      options: SEVERITIES.map((one) => ({ value: one, label: pick(SEVERITY_LABELS[one]) })),
    },
    {
      name: 'due',
      label: t('期限', 'Due'),
      value: due,
      options: [
        { value: 'today', label: t('今天到期', 'Due today') },
        { value: 'overdue', label: t('已逾期', 'Overdue') },
        ...OVERDUE_DAYS.slice(1).map((days) => ({
          value: `overdue-${days}`,
          label: t(`逾期 ${days} 天以上`, `Overdue by ${days} days or more`),
        })),
        { value: 'recounted', label: t('因日历调整重算', 'Recounted by the calendar') },
      ],
    },
    {
      name: 'decision',
      label: t('决定', 'Decision'),
      value: filter.decision,
      options: [
        { value: 'awaiting', label: t('待决定', 'Awaits a decision') },
        { value: 'none', label: t('尚无决定', 'None so far') },
        ...DECISIONS.map((one) => ({ value: one, label: pick(DECISION_LABELS[one]) })),
      ],
    },
    {
      name: 'text',
      label: t('文号、当事人、地点', 'Number, party, place'),
      value: filter.text,
    },
  ];
}

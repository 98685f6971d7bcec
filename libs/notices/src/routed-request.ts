import type { Agency, LeaveOut, RoutedCopy } from '#agencies';
import { localDateOf, type PlainDate } from '#calendar';
import type { DutyRule, Kind, Level, Role, Trigger } from '#rulebook';
import type { Facts } from './facts.js';
import type { AttachmentRef } from './notice.entities.js';

/** What a meeting assigns: its own words and date take the place of the rule's. */
export interface AssignedTask {
  action: string;
  dueOn: PlainDate;
}

export interface IssueRequest {
  /** Key of a kind of the rulebook. */
  kind: string;
  facts: Facts;
  /** 9-digit code; the issuer's own town where absent. */
  town?: string | undefined;
  attachments: AttachmentRef[];
  leaveOut: LeaveOut[];
  /** Roles chosen among optional recipients. */
  choose?: string[] | undefined;
  /** Codes of agencies named among the optional recipients, instead of all of a role. */
  named?: string[] | undefined;
  task?: AssignedTask | undefined;
}

/** A request that the rules allow: who is served what. */
export interface RoutedRequest {
  request: IssueRequest;
  issuer: Agency;
  kind: Kind;
  town: string | null;
  copies: RoutedCopy<Agency>[];
  missing: { level: Level; role: Role }[];
}

/** Known instants of a case as local dates: what may start a period. */
export function triggersOf(facts: Facts, issuedOn: PlainDate): Partial<Record<Trigger, PlainDate>> {
  return {
    issue: issuedOn,
    discovered: localDateOf(new Date(facts.discoveredAt)),
    ...(facts.stopFailedAt ? { 'stop-failed': localDateOf(new Date(facts.stopFailedAt)) } : {}),
  };
}

/** A dated duty becomes the assigned one; an undated one stays as the rulebook has it. */
export function asAssigned(rule: DutyRule, task?: AssignedTask): DutyRule {
  if (!task || !rule.period) return rule;
  const { action, dueOn } = task;
  return { ...rule, action: { zh: action, en: action }, dueOn };
}

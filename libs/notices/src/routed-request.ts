import type { Agency, RoutedCopy } from '#agencies';
import { localDateOf, type PlainDate } from '#calendar';
import type { Kind, Trigger } from '#rulebook';
import type { Facts } from './facts.js';
import type { AttachmentRef } from './notice.entities.js';

export interface IssueRequest {
  /** Key of a kind of the rulebook. */
  kind: string;
  facts: Facts;
  /** 9-digit code; the issuer's own town where absent. */
  town?: string | undefined;
  attachments: AttachmentRef[];
  leaveOut: { role: string; reason: string }[];
  /** Roles chosen among optional recipients. */
  choose?: string[] | undefined;
}

/** A request that the rules allow: who is served what. */
export interface RoutedRequest {
  request: IssueRequest;
  issuer: Agency;
  kind: Kind;
  town: string | null;
  copies: RoutedCopy<Agency>[];
  missing: { level: string; role: string }[];
}

/** Known instants of a case as local dates: what may start a period. */
export function triggersOf(facts: Facts, issuedOn: PlainDate): Partial<Record<Trigger, PlainDate>> {
  return {
    issue: issuedOn,
    discovered: localDateOf(new Date(facts.discoveredAt)),
    ...(facts.stopFailedAt ? { 'stop-failed': localDateOf(new Date(facts.stopFailedAt)) } : {}),
  };
}

import type { Kind, Role } from '#rulebook';
import { type AgencyRef, unitsOf } from './routing.rules.js';

/** Who answers for a role in a town. */
export interface Cover<A extends AgencyRef> {
  role: Role;
  /** The town's own units; empty where it has none. */
  units: A[];
  /** Units of the city that are served in their place; empty also where nobody may stand in. */
  standIns: A[];
}

/** The roles of towns that the rulebook's notices go to, or come from, in its order. */
export function townRoles(kinds: readonly Kind[]): Role[] {
  const named = kinds.flatMap(({ recipients, issuers }) => [...issuers, ...recipients]);
  return [...new Set(named.filter(({ level }) => level === 'town').map(({ role }) => role))];
}

/** For each role that a rulebook asks of a town, who would be served there today. */
export function coverOf<A extends AgencyRef>(
  roles: readonly Role[],
  town: string,
  agencies: readonly A[],
): Cover<A>[] {
  return roles.map((role) => {
    const { found, fallback } = unitsOf({ level: 'town', role }, town, agencies);
    return { role, units: fallback ? [] : found, standIns: fallback ? found : [] };
  });
}

/**
 * Whether two actors of the chain are one person. An officer is known by the user name, whatever the
 * name beside it was at the time; whom an agency's software names, by the whole.
 *
 * @example samePerson('officer:wang 王秘书', 'officer:wang 王主任') // true
 */
export function samePerson(one: string, other: string): boolean {
  return identityOf(one) === identityOf(other);
}

function identityOf(actor: string): string {
  return actor.startsWith('officer:') ? (actor.split(' ')[0] ?? actor) : actor;
}

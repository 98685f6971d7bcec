export * from './rulebook.types.js';
export { loadRulebook, parseRulebook, RulebookError } from './load-rulebook.js';
export { dutyOf, formOf, kindOf, ladderOf } from './lookup.rules.js';
export { LEVEL_LABELS, recipientInWords, ROLE_LABELS, roleAt } from './role-labels.js';
export { BilingualSchema } from './rulebook.schema.js';
export { checkValue, formatFaults, readYaml, type PathFault } from './yaml-file.js';

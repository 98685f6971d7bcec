export * from './rulebook.types.js';
export { loadRulebook, parseRulebook, RulebookError } from './load-rulebook.js';
export { dutyOf, formOf, kindOf, ladderOf, UnknownRulebookKey } from './lookup.rules.js';
export { BilingualSchema } from './rulebook.schema.js';
export { formatFaults, readYaml, type PathFault, type YamlFile } from './yaml-file.js';

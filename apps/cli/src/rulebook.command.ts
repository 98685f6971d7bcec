import { Command } from 'commander';
import { acting } from './acting.js';

/** `chaogao rulebook check FILE`: every fault with its line and remedy, or what the file holds. */
export function rulebookCommand(): Command {
  const check = new Command('check')
    .description('Check a rulebook: faults by file, line and key, with the remedy')
    .argument('<file>', 'a rulebook, such as rulebooks/qidong-2020-32.yaml')
    .action(
      acting(async (file: string) => {
        const { loadRulebook } = await import('#rulebook');
        const { key, version, kinds, duties, ladders } = loadRulebook(file);
        const count = (what: object) => Object.keys(what).length;
        console.log(
          `${file} can be used: ${key}, version ${version.slice(0, 12)}; ` +
            `${count(kinds)} kinds, ${count(duties)} duties, ${count(ladders)} ladders.`,
        );
      }),
    );
  return new Command('rulebook')
    .description('The rules: what is served to whom, and by when')
    .addCommand(check);
}

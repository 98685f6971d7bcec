import { Command } from 'commander';
import { acting } from './acting.js';

/** `chaogao rulebook check FILE`: every fault with its line and remedy, or what the file holds. */
export function rulebookCommand(): Command {
  const check = new Command('check')
    .description('Check a rulebook or a directory: faults by file, line and key, with the remedy')
    .argument('<file>', 'such as rulebooks/qidong-2020-32.yaml or rulebooks/qidong-directory.yaml')
    .action(
      acting(async (file: string) => {
        const { readFile } = await import('node:fs/promises');
        const text = await readFile(file, 'utf8');
        // The directory's one key that no rulebook has.
        if (/^agencies:/m.test(text)) {
          const { parseDirectory } = await import('#agencies');
          const { regions, agencies } = parseDirectory(text, file);
          console.log(
            `${file} can be used: a directory of ${regions.length} towns, ${agencies.length} agencies.`,
          );
          return;
        }
        const { parseRulebook } = await import('#rulebook');
        const { key, version, kinds, duties, ladders } = parseRulebook(text, file);
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

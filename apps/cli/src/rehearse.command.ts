import { Command } from 'commander';
import type { RehearsalOptions } from './rehearse/rehearse.js';

/** `chaogao rehearse`: the whole case on a clock that jumps, in under a minute. */
export function rehearseCommand(): Command {
  return new Command('rehearse')
    .description('play one whole case on a database, inbox and clock of its own')
    .option('--json', 'end with one JSON object')
    .option('--bail', 'stop at the first thing that differs')
    .option('--keep <folder>', 'keep the case file, the documents and the evidence of the case')
    .option('--rulebook <file>', 'play by another rulebook')
    .action(async (options: RehearsalOptions) => {
      const { rehearse } = await import('./rehearse/rehearse.js');
      process.exitCode = (await rehearse(options)) ? 0 : 1;
    });
}

import { cpus } from 'node:os';
import { Command, Option } from 'commander';
import { wholeNumber } from './whole-number.js';

interface Options {
  notices: number;
  seconds: number;
  rate: number;
  duties: number;
  documents: number;
  json?: boolean;
}

/** `chaogao bench`: every figure of the README in one run, beside what bounds it. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('measure rates, latencies and memory on this machine, on a database of its own')
    .option('--notices <n>', 'notices of each closed loop', wholeNumber(100_000), 800)
    .option('--rate <n>', 'notices a second of the steady rate', wholeNumber(1000), 50)
    .option('--seconds <n>', 'length of the steady rate', wholeNumber(3600), 30)
    .option(
      '--duties <n>',
      'open duties beside which due steps are carried out',
      wholeNumber(10_000_000),
      100_000,
    )
    .addOption(
      new Option('--documents [n]', 'documents made one after the other; without a number 10,000')
        .argParser(wholeNumber(100_000))
        .preset('10000')
        .default(300),
    )
    .option('--json', 'print one JSON object only')
    .action(async ({ json, ...scale }: Options) => {
      const say = (line: string) => {
        if (!json) console.log(line);
      };
      const { Bench } = await import('./bench/bench.js');
      const results = await new Bench(scale, say).run();
      const machine = { cores: cpus().length, cpu: cpus()[0]?.model ?? '', node: process.version };
      if (json) console.log(JSON.stringify({ machine, results }));
      else {
        console.log(`${machine.cores} × ${machine.cpu}, Node ${machine.node}`);
        for (const result of results) console.table([result]);
      }
    });
}

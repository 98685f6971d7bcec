import { cpus } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';

interface Options {
  notices: number;
  seconds: number;
  rate: number;
  duties: number;
  json?: boolean;
}

function count(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError('give a whole number from 1');
  }
  return number;
}

/** `chaogao bench`: every figure of the README in one run, beside what bounds it. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('measure rates, latencies and memory on this machine, on a database of its own')
    .option('--notices <n>', 'notices of each closed loop', count, 800)
    .option('--rate <n>', 'notices a second of the steady rate', count, 50)
    .option('--seconds <n>', 'length of the steady rate', count, 30)
    .option('--duties <n>', 'open duties beside which due steps are carried out', count, 100_000)
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

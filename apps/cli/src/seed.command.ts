import { Command } from 'commander';
import { wholeNumber } from './whole-number.js';

/** `chaogao seed`: makes the demo's database large. */
export function seedCommand(): Command {
  return new Command('seed')
    .description("make the demo's database large, to try its lists on")
    .option('--notices <n>', 'copies of notices there should be', wholeNumber(10_000_000), 100_000)
    .option('--times', 'then open every list with every filter and print the milliseconds')
    .action(async (options: { notices: number; times?: boolean }) => {
      const { seed } = await import('./demo/seed.js');
      await seed(options);
    });
}

import { Command } from 'commander';
import { wholeNumber } from './whole-number.js';

/** `chaogao demo`: a quarter of invented notices on a database of its own, then everything as in `start`. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('start on a database of its own with an invented quarter of notices')
    .option('--notices <n>', 'notices of the quarter, on the first start', wholeNumber(5000), 160)
    .action(async (options: { notices: number }) => {
      const { demo } = await import('./demo/demo.js');
      await demo(options);
    });
}

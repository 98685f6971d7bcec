import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { benchCommand } from './bench.command.js';
import { calendarCommand } from './calendar.command.js';
import { deadlineCommand } from './deadline.command.js';
import { demoCommand } from './demo.command.js';
import { directoryCommand } from './directory.command.js';
import { loadDotEnv, projectRoot } from './environment.js';
import { evidenceKeyCommand } from './evidence-key.command.js';
import { keyCommand } from './key.command.js';
import { migrateCommand } from './migrate.command.js';
import { officerCommand } from './officer.command.js';
import { rehearseCommand } from './rehearse.command.js';
import { rulebookCommand } from './rulebook.command.js';
import { seedCommand } from './seed.command.js';
import { startCommand } from './start.command.js';
import { auditCommand } from './audit.command.js';
import { verifyCommand } from './verify.command.js';

/**
 * Every command. A `*.command.ts` describes its options only and imports what does the work inside its
 * action, so that `chaogao deadline` is not kept waiting by a database driver.
 */
const COMMANDS = [
  startCommand,
  migrateCommand,
  deadlineCommand,
  rulebookCommand,
  directoryCommand,
  calendarCommand,
  keyCommand,
  evidenceKeyCommand,
  verifyCommand,
  auditCommand,
  officerCommand,
  rehearseCommand,
  demoCommand,
  seedCommand,
  benchCommand,
];

const { version } = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as {
  version: string;
};

loadDotEnv();
const program = new Command('chaogao')
  .description('Copy-notices (抄告) of illegal land use: routed, served, counted, escalated')
  .version(version)
  .showHelpAfterError()
  .addHelpText('after', '\nConfiguration comes from the environment or .env; see .env.example.');
for (const command of COMMANDS) program.addCommand(command());
await program.parseAsync();

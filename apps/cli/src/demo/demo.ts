import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DirectoryService } from '#agencies';
import { TallyService } from '#notices';
import { type Config, SettableClock } from '#platform';
import { DataSource } from 'typeorm';
import { createWorker } from '../../../worker/src/create-worker.js';
import { environment } from '../environment.js';
import { settle } from '../settle.js';
import type { OpenedHouse } from '../start/embedded.js';
import { startOn } from '../start/start.js';
import { Desks } from './desks.js';
import { JointMeetings } from './joint-meetings.js';
import { landOffices, Quarter } from './play-quarter.js';
import { RefusingServer } from './refusing-server.js';
import { slotsBefore } from './slots.js';

const WEEKS = 13;
/** A unit whose mailbox is gone, in so many towns. */
const GONE_MAILBOXES = 2;
/** Working slots of a week: the secretariat decides on its last afternoon. */
const SLOTS_A_WEEK = 20;

export interface DemoOptions {
  /** Notices of the quarter. */
  notices: number;
}

/**
 * Everything on a database of its own, under a banner, with a quarter of notices behind it: made by the
 * real services on a clock that moves, so that every page has something to say.
 */
export async function demo(options: DemoOptions): Promise<void> {
  const env = environment();
  await startOn(
    { ...env, DATA_DIR: path.join(String(env.DATA_DIR), 'demo'), DEMO: 'true' },
    (house, leaving) => playOnce(house, options, leaving),
  );
}

async function playOnce(
  { config }: OpenedHouse,
  { notices }: DemoOptions,
  leaving: AbortSignal,
): Promise<void> {
  const now = new Date();
  const played = path.join(config.DATA_DIR, 'quarter-played');
  const slots = slotsBefore(now, WEEKS);
  const clock = new SettableClock(slots[0]?.at ?? now);
  const unknown = new Set<string>();
  const mailServer = new RefusingServer(unknown);
  const playing: Config = {
    ...config,
    ...{ SMTP_URL: await mailServer.start(), SWEEP_MS: 40, LOG_LEVEL: 'error' },
  };
  const app = await createWorker(playing, clock);
  try {
    const database = app.get(DataSource);
    const [found] = await database.query<unknown[]>('SELECT 1 FROM notice LIMIT 1');
    if (found) {
      if (!existsSync(played))
        say(`the quarter was left half-way; delete ${config.DATA_DIR} to play it anew`);
      return;
    }
    say('playing a quarter of invented notices …');
    const gone = await goneMailboxes(app.get(DirectoryService, { strict: false }));
    for (const { address } of gone) unknown.add(address);
    const quarter = new Quarter(app, clock, await landOffices(app), slots.length);
    const working = slots.filter((slot) => slot.working).length;
    const meetings = new JointMeetings(app, clock, slots, quarter);
    const desks = new Desks(app, clock, quarter, gone, config);
    let issued = 0;
    let workingSlot = 0;
    for (const [index, slot] of slots.entries()) {
      leaving.throwIfAborted();
      clock.set(slot.at);
      await settle(
        (sql, values) => database.query(sql, values),
        () => clock.now(),
      );
      await quarter.live(index);
      if (slot.working) {
        workingSlot += 1;
        const wanted = Math.round((notices * workingSlot) / working);
        for (; issued < wanted; issued += 1) await quarter.issue(index);
        if (workingSlot % SLOTS_A_WEEK === 0) {
          await quarter.decide();
          const week = workingSlot / SLOTS_A_WEEK;
          await meetings.endOfWeek(week, index);
          await desks.endOfWeek(week, index);
        }
      }
      progress(index + 1, slots.length, issued, slot.at);
    }
    await settle(
      (sql, values) => database.query(sql, values),
      () => clock.now(),
    );
    await meetings.comingUp();
    await desks.today();
    await settle(
      (sql, values) => database.query(sql, values),
      () => clock.now(),
    );
    // The charts are whole from the first look on.
    const tally = app.get(TallyService, { strict: false });
    while (await tally.run());
    await writeFile(played, `${now.toISOString()}\n`);
    sayRefusals(quarter.refused);
  } finally {
    await app.close();
    await mailServer.stop();
  }
}

/** The service mailboxes of the water units of the first towns. */
async function goneMailboxes(
  directory: DirectoryService,
): Promise<{ agencyCode: string; address: string }[]> {
  const units = (await directory.all()).filter(({ role }) => role === 'water');
  const mailboxes = units.slice(0, GONE_MAILBOXES).map(async ({ id, code }) => {
    const contacts = await directory.contactsFor(id, 'service');
    return contacts.map(({ email }) => ({ agencyCode: code, address: email }));
  });
  return (await Promise.all(mailboxes)).flat();
}

const say = (text: string) => process.stderr.write(`  ${text}\n`);

function progress(done: number, all: number, notices: number, at: Date): void {
  const width = 30;
  const filled = Math.round((done / all) * width);
  const line = `  ${'█'.repeat(filled)}${'·'.repeat(width - filled)}  ${at.toISOString().slice(0, 10)}  ${notices} notices`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === all ? '\n' : ''}`);
  else if (done % 40 === 0 || done === all) process.stderr.write(`${line}\n`);
}

function sayRefusals(refused: Map<string, number>): void {
  if (refused.size === 0) return;
  const times = [...refused].map(([message, count]) => `${count} × ${message}`).join('; ');
  say(`refused by the rules while playing: ${times}`);
}

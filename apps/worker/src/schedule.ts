import type {
  BatchRunner,
  DailyRoots,
  DigestService,
  DocumentMaker,
  InboundReader,
  RecountService,
  StepRunner,
  Sweeper,
  TallyService,
} from '#notices';
import type { Mailbox } from './mailbox.service.js';

export interface Work {
  sweeper: Sweeper;
  steps: StepRunner;
  digest: DigestService;
  tally: TallyService;
  batches: BatchRunner;
  recounts: RecountService;
  documents: DocumentMaker;
  inbound: InboundReader;
  roots: DailyRoots;
  mailbox: Mailbox;
}

export interface Recurring {
  name: string;
  /** Milliseconds between two runs; `sweep` is SWEEP_MS of the configuration, `mailbox` IMAP_POLL_MS. */
  every: number | 'sweep' | 'mailbox';
  why: string;
  /** Answers true where there may be more to do at once. */
  run(work: Work): Promise<boolean>;
}

/** Each is a whole notice: few, so that a shutdown waits for little. */
const BATCH_ROWS = 20;

/**
 * Everything that recurs, in one table. Timers of the process, not jobs of the queue: a flushed queue
 * forgets its schedulers.
 */
export const SCHEDULE: Recurring[] = [
  {
    name: 'sweep-messages',
    every: 'sweep',
    why: 'messages whose retry or office hour has come, and those whose job was lost',
    run: async ({ sweeper }) => (await sweeper.sweep()) < 0,
  },
  {
    name: 'run-steps',
    every: 'sweep',
    why: 'reminders, records of silence and escalations whose time has come',
    run: async ({ steps }) => (await steps.runDue()) > 0,
  },
  {
    name: 'make-documents',
    every: 'sweep',
    why: 'replies, records of silence, supervised handling, and notices that no mail has asked for',
    run: async ({ documents }) => (await documents.runDue()) > 0,
  },
  {
    name: 'send-batches',
    every: 'sweep',
    why: 'rows of a spreadsheet that a land office has confirmed, until none is left',
    run: async ({ batches }) => (await batches.runDue(BATCH_ROWS)) >= BATCH_ROWS,
  },
  {
    name: 'empty-mailbox',
    every: 'mailbox',
    why: 'the mailbox that reports and replies come to, where there is one',
    run: ({ mailbox }) => mailbox.empty(),
  },
  {
    name: 'read-inbound-mail',
    every: 'sweep',
    why: 'delivery reports and replies that were kept and that nobody has read yet',
    run: async ({ inbound }) => (await inbound.readDue()) >= 20,
  },
  {
    name: 'recount-dates',
    every: 'sweep',
    why: 'dates that another process counted before it saw the newest calendar; normally none',
    run: async ({ recounts }) => (await recounts.recountOlder()) < 0,
  },
  {
    name: 'send-digest',
    every: 60_000,
    why: "the secretariat's daily digest, at the first opening of a working day",
    run: async ({ digest }) => (await digest.sendDue()) && false,
  },
  {
    name: 'tally-answers',
    every: 300_000,
    why: 'the counts by day behind the charts and the record of agencies; no page waits for them',
    run: ({ tally }) => tally.run(),
  },
  {
    name: 'sign-daily-root',
    every: 60_000,
    why: 'one signed root a day over the chains that changed, from 01:00 in China',
    run: async ({ roots }) => (await roots.makeDue()) && false,
  },
  {
    name: 'stamp-daily-root',
    every: 300_000,
    why: 'a time-stamp of a third party for roots that have none yet; nothing where TSA_URL is empty',
    run: async ({ roots }) => {
      await roots.stampDue();
      return false;
    },
  },
];

import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import {
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
import { CONFIG, type Config } from '#platform';
import { Mailbox } from './mailbox.service.js';
import { WorkerLog } from './worker-log.js';
import { type Recurring, SCHEDULE, type Work } from './schedule.js';

/** Runs the schedule; a run that is still under way is waited for, never doubled. */
@Injectable()
export class Timers implements Work, OnApplicationBootstrap, OnApplicationShutdown {
  #timers = new Map<string, NodeJS.Timeout>();
  #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    readonly sweeper: Sweeper,
    readonly steps: StepRunner,
    readonly digest: DigestService,
    readonly documents: DocumentMaker,
    readonly batches: BatchRunner,
    readonly tally: TallyService,
    readonly recounts: RecountService,
    readonly inbound: InboundReader,
    readonly roots: DailyRoots,
    readonly mailbox: Mailbox,
    private readonly log: WorkerLog,
  ) {}

  onApplicationBootstrap(): void {
    for (const recurring of SCHEDULE) this.#plan(recurring, 0);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  #plan(recurring: Recurring, delay: number): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      const run = this.#run(recurring).finally(() => this.#running.delete(run));
      this.#running.add(run);
    }, delay);
    this.#timers.set(recurring.name, timer);
  }

  async #run(recurring: Recurring): Promise<void> {
    const { SWEEP_MS: sweep, IMAP_POLL_MS: mailbox } = this.config;
    const every =
      typeof recurring.every === 'string' ? { sweep, mailbox }[recurring.every] : recurring.every;
    let more = false;
    try {
      more = await recurring.run(this);
    } catch (error) {
      this.log.failed(recurring.name, error);
    }
    this.#plan(recurring, more ? 0 : every);
  }
}

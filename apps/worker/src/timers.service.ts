import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import {
  BatchRunner,
  DigestService,
  DocumentMaker,
  InboundReader,
  RecountService,
  StepRunner,
  Sweeper,
  TallyService,
} from '#notices';
import { CONFIG, type Config } from '#platform';
import { WorkerLog } from './worker-log.js';
import { type Recurring, SCHEDULE } from './schedule.js';

/** Runs the schedule; a run that is still under way is waited for, never doubled. */
@Injectable()
export class Timers implements OnApplicationBootstrap, OnApplicationShutdown {
  #timers = new Map<string, NodeJS.Timeout>();
  #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sweeper: Sweeper,
    private readonly steps: StepRunner,
    private readonly digest: DigestService,
    private readonly documents: DocumentMaker,
    private readonly batches: BatchRunner,
    private readonly tally: TallyService,
    private readonly recounts: RecountService,
    private readonly inbound: InboundReader,
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
    const every = recurring.every === 'sweep' ? this.config.SWEEP_MS : recurring.every;
    let more = false;
    try {
      const { documents, sweeper, steps, digest, batches, tally, recounts, inbound } = this;
      more = await recurring.run({
        documents,
        sweeper,
        steps,
        digest,
        batches,
        tally,
        recounts,
        inbound,
      });
    } catch (error) {
      this.log.failed(recurring.name, error);
    }
    this.#plan(recurring, more ? 0 : every);
  }
}

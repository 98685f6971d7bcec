interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface Batching {
  /** Items of one batch. */
  most?: number;
  /** How long a batch that follows on another waits for more items; the first never waits. */
  lingerMs?: number;
}

/**
 * Gathers what arrives while an earlier batch is under way and hands it over together, so that work
 * under load shares statements and commits, while a single item waits for nothing.
 */
export class Batcher<Item, Result> {
  readonly #most: number;
  readonly #lingerMs: number;
  #waiting: Waiting<Item, Result>[] = [];
  #busy = false;

  /** `work` answers one result per item, in order. */
  constructor(
    private readonly work: (items: Item[]) => Promise<Result[]>,
    { most = 64, lingerMs = 0 }: Batching = {},
  ) {
    this.#most = most;
    this.#lingerMs = lingerMs;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#busy) return;
      this.#busy = true;
      // What the same turn of the event loop adds goes along.
      setImmediate(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    const batch = this.#waiting.splice(0, this.#most);
    try {
      const results = await this.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    const full = this.#waiting.length >= this.#most;
    setTimeout(() => this.#next(), full ? 0 : this.#lingerMs);
  }

  #next(): void {
    if (this.#waiting.length > 0) void this.#run();
    else this.#busy = false;
  }
}

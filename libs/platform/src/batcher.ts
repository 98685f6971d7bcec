interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers what arrives while an earlier batch is under way and hands it over together, so that work
 * under load shares statements and commits, while a single item waits for nothing.
 */
export class Batcher<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;

  /** `work` answers one result per item, in order; `lanes` batches may be under way at once. */
  constructor(
    private readonly work: (items: Item[]) => Promise<Result[]>,
    private readonly most = 64,
    private readonly lanes = 1,
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      setImmediate(() => void this.#next());
    });
  }

  async #next(): Promise<void> {
    if (this.#running >= this.lanes || this.#waiting.length === 0) return;
    const batch = this.#waiting.splice(0, this.most);
    this.#running += 1;
    try {
      const results = await this.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#running -= 1;
      setImmediate(() => void this.#next());
    }
  }
}

/** npm passes Ctrl-C on to a process that has received it already; that is no second Ctrl-C. */
const ECHO_MS = 700;

interface Closer {
  name: string;
  close(): Promise<unknown>;
  /** False for what was there before us: a start that failed must leave it running. */
  ours: boolean;
}

/** What has been started, and stops in the opposite order: on Ctrl-C, on SIGTERM, on failure. */
export class House {
  readonly closed: Promise<void>;
  #closers: Closer[] = [];
  readonly #leaving = new AbortController();
  #stoppingSince: number | null = null;
  #resolve!: () => void;

  constructor() {
    this.closed = new Promise((resolve) => (this.#resolve = resolve));
    process.on('SIGINT', () => this.#onSignal(130));
    process.on('SIGTERM', () => this.#onSignal(143));
  }

  get stopping(): boolean {
    return this.#stoppingSince !== null;
  }

  /** Aborted when everything is to stop: for work that would otherwise go on for minutes. */
  get leaving(): AbortSignal {
    return this.#leaving.signal;
  }

  onClose(name: string, close: () => Promise<unknown>, ours = true): void {
    this.#closers.push({ name, close, ours });
  }

  /** After a start that failed. */
  async abandon(): Promise<void> {
    this.#closers = this.#closers.filter(({ ours }) => ours);
    await this.#close();
  }

  #onSignal(code: number): void {
    const now = performance.now();
    if (this.#stoppingSince !== null) {
      if (now - this.#stoppingSince > ECHO_MS) process.exit(code);
      return;
    }
    this.#stoppingSince = now;
    console.error('\nFinishing what is under way; Ctrl-C again stops at once.');
    this.#leaving.abort();
    void this.#close().then(() => {
      this.#resolve();
      process.exit(process.exitCode ?? 0);
    });
  }

  async #close(): Promise<void> {
    for (let closer = this.#closers.pop(); closer; closer = this.#closers.pop()) {
      try {
        await closer.close();
      } catch (error) {
        console.error(`${closer.name} did not stop in order:`, error);
        process.exitCode = 1;
      }
    }
  }
}

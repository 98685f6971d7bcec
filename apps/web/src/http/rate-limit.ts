const WINDOW_MS = 60_000;

interface Window {
  startedAt: number;
  taken: number;
}

/**
 * A fixed window of a minute per key, in the memory of one process: with several web processes a key
 * may take so many times as much.
 */
export class RateLimit {
  readonly #windows = new Map<string, Window>();

  constructor(private readonly perMinute: number) {}

  /**
   * Takes one request of a key.
   *
   * `now` is milliseconds of a clock that never goes back, the machine's own: a rehearsal's stands still.
   *
   * @returns seconds to wait; 0 where it may go on
   */
  take(key: string, now: number): number {
    let window = this.#windows.get(key);
    if (!window || now - window.startedAt >= WINDOW_MS) {
      window = { startedAt: now, taken: 0 };
      this.#windows.set(key, window);
    }
    if (window.taken >= this.perMinute) {
      return Math.max(1, Math.ceil((window.startedAt + WINDOW_MS - now) / 1000));
    }
    window.taken += 1;
    return 0;
  }
}

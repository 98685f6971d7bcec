/** The only source of "now". A rehearsal or a test sets it; nothing else calls `new Date()`. */
export class Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands where it is put, for tests and rehearsals. */
export class SettableClock extends Clock {
  constructor(private instant = new Date()) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  set(instant: Date | string): void {
    this.instant = new Date(instant);
  }

  advance(milliseconds: number): void {
    this.instant = new Date(this.instant.getTime() + milliseconds);
  }
}

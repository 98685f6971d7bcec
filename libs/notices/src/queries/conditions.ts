/** Parts of a WHERE and the values that they name; `condition.of(value)` is `$1`, `$2`, … */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  of(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(...parts: string[]): this {
    this.#parts.push(...parts);
    return this;
  }

  /** The same conditions, to which more can be added without touching these. */
  clone(): Conditions {
    const copy = new Conditions();
    copy.values.push(...this.values);
    copy.add(...this.#parts);
    return copy;
  }

  toString(): string {
    return this.#parts.join(' AND ') || 'true';
  }
}

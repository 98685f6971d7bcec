import { createHash } from 'node:crypto';
import pg from 'pg';

/** Texts that a connection prepares; beyond, statements are sent unnamed, as ever. */
const MOST_STATEMENTS = 300;
/** Lists of parameters make a text for every length; long ones are not worth their place. */
const MOST_PARAMETERS = 40;

/** `PREPARE` needs a name; the same text has the same one on every connection. */
const nameOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/**
 * A connection that lets PostgreSQL parse and plan a statement once: statements with parameters get a
 * name by their text. A pooler between, if any, must keep a session's statements (PgBouncer 1.21).
 */
export class PreparedClient extends pg.Client {
  readonly #names = new Map<string, string>();

  override query = ((config: unknown, values?: unknown, callback?: unknown) => {
    const send = super.query.bind(this) as (...given: unknown[]) => unknown;
    const name = this.#nameOf(config, values);
    if (!name) return callback ? send(config, values, callback) : send(config, values);
    const named = { name, text: config, values };
    return callback ? send(named, callback) : send(named);
  }) as pg.Client['query'];

  #nameOf(text: unknown, values: unknown): string | undefined {
    if (typeof text !== 'string' || !Array.isArray(values)) return undefined;
    if (values.length === 0 || values.length > MOST_PARAMETERS) return undefined;
    const known = this.#names.get(text);
    if (known || this.#names.size >= MOST_STATEMENTS) return known;
    const name = nameOf(text);
    this.#names.set(text, name);
    return name;
  }
}

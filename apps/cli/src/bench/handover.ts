import { createTransport } from 'nodemailer';
import type pg from 'pg';
import { closedLoop, openLoop, sleep } from './measures.js';
import type { Sink } from './sink.js';

/** How long the last message of a rate may take to leave. */
const PATIENCE_S = 180;
/** What must leave within 10 s, of all messages. */
const MOST = 0.99;

interface Sent {
  all: number;
  open: number;
  quick: number;
  last: Date | null;
}

export interface HandedOver {
  /** Milliseconds of each post. */
  each: number[];
  messages: number;
  /** Of messages, within 10 s of the post; from 0 to 1. */
  share: number;
  perSecond: number;
}

/** Posts notices at a steady rate and watches their messages leave. */
export class Handover {
  constructor(
    private readonly database: pg.Pool,
    private readonly sink: Sink,
    private readonly post: (index: number) => Promise<void>,
  ) {}

  /** Ends when the last message has left. */
  async at(rate: number, seconds: number): Promise<HandedOver> {
    const started = new Date();
    const before = this.sink.accepted;
    const each = await openLoop(rate, seconds, this.post);
    let sent = await this.#sentSince(started);
    for (let waited = 0; sent.open > 0 && waited < PATIENCE_S; waited += 1) {
      await sleep(1000);
      sent = await this.#sentSince(started);
    }
    if (sent.open > 0) throw new Error(`${sent.open} messages have not left in ${PATIENCE_S} s`);
    const span = ((sent.last?.getTime() ?? 0) - started.getTime()) / 1000;
    const messages = this.sink.accepted - before;
    return { each, messages, share: sent.quick / sent.all, perSecond: messages / span };
  }

  /** The highest of the rates, from the slowest on, at which 99 % leave within 10 s; 0 where none is. */
  async limit(rates: number[], seconds: number, say: (line: string) => void) {
    let held = { rate: 0, share: 0 };
    for (const rate of rates) {
      const { share } = await this.at(rate, seconds);
      say(`${rate * 60} notices a minute: ${(share * 100).toFixed(1)} % within 10 s`);
      if (share < MOST) return { ...held, shareBeyond: share };
      held = { rate, share };
    }
    return { ...held, shareBeyond: held.share };
  }

  async #sentSince(started: Date): Promise<Sent> {
    const { rows } = await this.database.query<Sent>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE accepted_at IS NULL)::int AS open,
              count(*) FILTER (WHERE accepted_at - created_at <= interval '10 s')::int AS quick,
              max(accepted_at) AS last
       FROM message WHERE created_at >= $1`,
      [started],
    );
    const [sent] = rows;
    if (!sent) throw new Error('counting answers one row');
    return sent;
  }
}

/** Messages a second of a pool with nothing around it: the floor that no service can go below. */
export async function bareFloor(smtp: string): Promise<number> {
  const pool = createTransport({
    url: smtp,
    pool: true,
    maxConnections: 16,
    maxMessages: 1000,
  } as Parameters<typeof createTransport>[0]);
  const mail = {
    from: 'a@chaogao.example',
    to: 'b@chaogao.example',
    subject: '抄告',
    text: '请办理。'.repeat(200),
    // As large as the document that a notice encloses.
    attachments: [{ filename: '抄告单.pdf', content: Buffer.alloc(85_000, 7) }],
  };
  const { perSecond } = await closedLoop(3000, 32, async () => void (await pool.sendMail(mail)));
  pool.close();
  return perSecond;
}

import { connect } from 'node:net';
import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { QUEUES } from '#jobs';
import { PROVISIONAL_ALARM_DAYS, ProvisionalDates } from '#notices';
import { Clock, CONFIG, type Config, MAY_CHANGE_EVENTS } from '#platform';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';

/** Anything that waits longer than this for its own next step is stuck. */
const PATIENCE_MS = 120_000;
const TIMEOUT_MS = 2_000;

export interface Part {
  ok: boolean;
  /** Words for the operator; no address, no secret. */
  detail: string;
}

export interface Watch {
  status: 'ok' | 'degraded';
  database: Part;
  /** Whether the role of the application could change events; a fact, never a fault. */
  appendOnly: Part;
  queue: Part;
  mail: Part;
  messages: Part & { overdue: number };
  steps: Part & { overdue: number };
  /** Dates that may still move, near or past, which nobody has confirmed: silence waits for them. */
  dates: Part & { provisional: number };
}

/** Looks at everything that must move by itself. */
@Injectable()
export class Watchdog {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly modules: ModuleRef,
    private readonly provisionalDates: ProvisionalDates,
  ) {}

  async ready(): Promise<Part> {
    return part(
      () => this.database.query('SELECT 1'),
      () => 'answers',
    );
  }

  async watch(): Promise<Watch> {
    const [database, appendOnly, queue, mail, messages, steps, dates] = await Promise.all([
      this.ready(),
      this.#appendOnly(),
      this.#queue(),
      this.#mail(),
      this.#overdue(`SELECT count(*)::int AS overdue FROM message WHERE next_attempt_at < $1`),
      this.#overdue(
        `SELECT count(*)::int AS overdue FROM step WHERE state = 'planned' AND due_at < $1`,
      ),
      this.#dates(),
    ]);
    const parts = { database, appendOnly, queue, mail, messages, steps, dates };
    const ok = Object.values(parts).every((one) => one.ok);
    return { status: ok ? 'ok' : 'degraded', ...parts };
  }

  #appendOnly(): Promise<Part> {
    return part(
      async () => {
        const [row] = await this.database.query<{ mayChange: boolean }[]>(MAY_CHANGE_EVENTS);
        return row?.mayChange ?? true;
      },
      (mayChange) =>
        mayChange
          ? 'by triggers alone, which protects less: set DATABASE_MIGRATION_URL and a second role'
          : 'the role of the application cannot change events',
    );
  }

  #queue(): Promise<Part> {
    return part(
      async () => {
        const queue = this.modules.get<Queue>(getQueueToken(QUEUES.messages), { strict: false });
        return queue.getJobCounts('waiting', 'active', 'failed');
      },
      (counts) => {
        const { waiting = 0, active = 0, failed = 0 } = counts;
        return `${waiting} waiting, ${active} active, ${failed} failed`;
      },
    );
  }

  /** Whether the mail server takes a connection. */
  async #mail(): Promise<Part> {
    if (!this.config.SMTP_URL) return { ok: false, detail: 'SMTP_URL is not set' };
    const { hostname, port, protocol } = new URL(this.config.SMTP_URL);
    const number = Number(port) || (protocol === 'smtps:' ? 465 : 25);
    return part(
      () => knock(hostname.replace(/^\[|\]$/g, ''), number),
      () => 'takes connections',
    );
  }

  async #overdue(query: string): Promise<Part & { overdue: number }> {
    const before = new Date(this.clock.now().getTime() - PATIENCE_MS);
    let overdue = 0;
    const looked = await part(
      async () => {
        const [row] = await this.database.query<{ overdue: number }[]>(query, [before]);
        overdue = row?.overdue ?? 0;
      },
      () => `${overdue} waiting for more than ${PATIENCE_MS / 60_000} minutes`,
    );
    return { ok: looked.ok && overdue === 0, detail: looked.detail, overdue };
  }

  async #dates(): Promise<Part & { provisional: number }> {
    let provisional = 0;
    const looked = await part(
      async () => {
        provisional = await this.provisionalDates.pressing();
      },
      () =>
        `${provisional} provisional within ${PROVISIONAL_ALARM_DAYS} days: import the year's arrangement, or confirm them`,
    );
    return { ok: looked.ok && provisional === 0, detail: looked.detail, provisional };
  }
}

async function part<Seen>(look: () => Promise<Seen>, say: (seen: Seen) => string): Promise<Part> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), TIMEOUT_MS);
  });
  try {
    return { ok: true, detail: say(await Promise.race([look(), late])) };
  } catch {
    // The reason may name hosts and accounts; the log has it where the part itself failed.
    return { ok: false, detail: 'does not answer' };
  } finally {
    clearTimeout(timer);
  }
}

function knock(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: TIMEOUT_MS });
    socket.once('connect', () => resolve());
    socket.once('timeout', () => reject(new Error('timeout')));
    socket.once('error', reject);
    for (const end of ['connect', 'timeout', 'error'] as const) {
      socket.once(end, () => socket.destroy());
    }
  });
}

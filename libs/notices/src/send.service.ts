import { Inject, Injectable } from '@nestjs/common';
import { DeliveryError, MailTransport, nextAttemptAt } from '#mail';
import { Batcher, Clock, CONFIG, type Config, Problem } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { AudienceService } from './audience.service.js';
import { CopyRecorder, type Recorded, type Verb } from './copy-recorder.service.js';
import type { CopyState } from './copy-events.js';
import { type Composed, MailComposer } from './mail-composer.js';
import { Message } from './message.entity.js';
import { OutboxService } from './outbox.service.js';
import { OutgoingMails } from './outgoing-mails.service.js';
import { type KeptMail, SentMails } from './sent-mails.service.js';

/** How a delivery ended, in the server's own words. */
interface Delivery {
  message: Message;
  result: 'accepted' | 'temporary' | 'permanent';
  response: string;
  /** The mail that was accepted, byte for byte. */
  kept: KeptMail | null;
}

/** A claimed message and how its mail is made up. */
interface Claimed {
  message: Message;
  /** Null where the mail has lost its reason. Throws for itself, not for those claimed with it. */
  compose: () => Composed | null;
}

/** While messages come in thick, a batch waits so long for more of them. */
const LINGER_MS = 5;

/**
 * Sends one message: claims its row, hands the mail to the server, records what happened. Claims and
 * records of messages that are under way together share their statements.
 */
@Injectable()
export class SendService {
  readonly #claims = new Batcher<string, Claimed | null>((ids) => this.#claim(ids), {
    lingerMs: LINGER_MS,
  });
  readonly #records = new Batcher<Delivery, null>((deliveries) => this.#record(deliveries), {
    lingerMs: LINGER_MS,
  });

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly transport: MailTransport,
    private readonly composer: MailComposer,
    private readonly recorder: CopyRecorder,
    private readonly outbox: OutboxService,
    private readonly audience: AudienceService,
    private readonly sentMails: SentMails,
    private readonly outgoing: OutgoingMails,
  ) {}

  /**
   * Does nothing where the message is not due (sent, cancelled, or in another worker's hands). Throws
   * what hindered it on our side, once the row says when it is tried again.
   */
  async send(messageId: string): Promise<void> {
    const claimed = await this.#claims.add(messageId);
    if (!claimed) return;
    const { message } = claimed;
    let delivery: Delivery | null;
    try {
      delivery = await this.#attempt(claimed);
    } catch (error) {
      // A fault of ours is waited out like one of the server's, and given up as openly.
      const response = faultInWords(error);
      await this.#records.add({ message, result: 'temporary', response, kept: null });
      throw error;
    }
    if (delivery) await this.#records.add(delivery);
    else await this.#cancel(message);
  }

  async #attempt({ message, compose }: Claimed): Promise<Delivery | null> {
    const mail = compose();
    return mail && this.#deliver(message, mail);
  }

  async #deliver(message: Message, mail: Composed): Promise<Delivery> {
    const { envelope, raw, kept } = await this.outgoing.make(message, mail);
    try {
      const { response } = await this.transport.send(envelope, raw);
      return { message, result: 'accepted', response, kept };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const result = error.temporary ? 'temporary' : 'permanent';
      return { message, result, response: error.response, kept: null };
    }
  }

  /** A lease: after SIGKILL the message becomes due again, and is sent with the same Message-ID. */
  async #claim(ids: string[]): Promise<(Claimed | null)[]> {
    const now = this.clock.now();
    const [rows] = await this.database.query<[Record<string, unknown>[], number]>(
      `UPDATE message SET state = 'sending', attempts = attempts + 1, next_attempt_at = $2
       WHERE id = ANY($1) AND state IN ('queued', 'sending') AND next_attempt_at <= $3
       RETURNING id, kind, notice_id AS "noticeId", copy_id AS "copyId", link_id AS "linkId",
                 address, props, attempts, give_up_at AS "giveUpAt"`,
      [ids, new Date(now.getTime() + this.config.MAIL_LEASE_MS), now],
    );
    const messages = rows.map((row) => Object.assign(new Message(), row));
    const composing = await this.composer.prepare(messages);
    const claimed = new Map(
      messages.map((message) => [message.id, { message, compose: () => composing(message) }]),
    );
    return ids.map((id) => {
      const one = claimed.get(id) ?? null;
      claimed.delete(id);
      return one;
    });
  }

  async #cancel({ id }: Message): Promise<void> {
    await this.database.query(
      `UPDATE message SET state = 'cancelled', next_attempt_at = NULL WHERE id = $1`,
      [id],
    );
  }

  async #record(deliveries: Delivery[]): Promise<null[]> {
    const settled = deliveries.map((delivery) => this.#settle(delivery));
    const messages = await this.database.transaction(async (manager) => {
      await manager.query(
        `UPDATE message SET state = r.state, next_attempt_at = r.next_attempt_at,
                            accepted_at = r.accepted_at, response = r.response
         FROM jsonb_populate_recordset(null::message, $1::jsonb) r WHERE message.id = r.id`,
        [JSON.stringify(settled.map(({ row }) => row))],
      );
      const kept = deliveries.flatMap((delivery) => delivery.kept ?? []);
      await this.sentMails.write(manager, kept, this.clock.now());
      const verbs = settled.flatMap(({ row, delivery }) => this.#verbOf(row.state, delivery));
      if (verbs.length === 0) return [];
      return (await this.recorder.within(manager, verbs)).messages;
    });
    await this.outbox.dispatch(messages);
    return deliveries.map(() => null);
  }

  #settle(delivery: Delivery) {
    const { message, result, response } = delivery;
    const now = this.clock.now();
    const next = nextAttemptAt(message.attempts, now);
    const over = result === 'permanent' || (result === 'temporary' && next > message.giveUpAt);
    return {
      delivery,
      row: {
        id: message.id,
        state: result === 'accepted' ? 'accepted' : over ? 'undeliverable' : 'queued',
        next_attempt_at: result === 'temporary' && !over ? next : null,
        accepted_at: result === 'accepted' ? now : null,
        response,
      },
    };
  }

  #verbOf(state: string, delivery: Delivery): Verb[] {
    const { message } = delivery;
    const { copyId } = message;
    if (!copyId || state === 'queued') return [];
    return [
      {
        copyId,
        actor: 'system',
        decide: (copy, manager) =>
          state === 'accepted'
            ? this.#accepted(copy, delivery)
            : this.#failed(copy, delivery, manager),
      },
    ];
  }

  /** The digest of every mail about a notice goes into its chain; that of the notice itself serves it. */
  #accepted({ copy }: CopyState, delivery: Delivery): Recorded {
    const data = factsOf(delivery);
    if (delivery.message.kind !== 'notice' || copy.transport === 'served') {
      return {
        events: [],
        data,
        facts: [{ copyId: copy.id, type: 'message-accepted', actor: 'system', data }],
      };
    }
    return {
      events: [{ type: 'copy-served', servedAt: this.clock.now(), method: 'email', proof: data }],
      data: {},
    };
  }

  /** A copy is undeliverable when all its addresses have failed; then the issuer is told. */
  async #failed(
    { copy }: CopyState,
    delivery: Delivery,
    manager: EntityManager,
  ): Promise<Recorded> {
    const { message, response } = delivery;
    const data = factsOf(delivery);
    const fact = { copyId: copy.id, type: 'message-undeliverable', actor: 'system', data };
    if (message.kind !== 'notice') return { events: [], data: {}, facts: [fact] };
    const alive = await manager.countBy(Message, [
      { copyId: copy.id, kind: 'notice', state: 'queued' },
      { copyId: copy.id, kind: 'notice', state: 'sending' },
      { copyId: copy.id, kind: 'notice', state: 'accepted' },
    ]);
    if (alive > 0 || copy.transport !== 'unserved') {
      return { events: [], data: {}, facts: [fact] };
    }
    const issuer = await issuerOf(manager, copy.noticeId);
    const addressees = await this.audience.of(manager, copy, issuer, ['issuer']);
    return {
      events: [{ type: 'copy-undeliverable', response }],
      data,
      facts: [fact],
      messages: addressees.map(({ address }) => ({
        kind: 'undeliverable' as const,
        noticeId: copy.noticeId,
        copyId: copy.id,
        linkId: null,
        address,
        props: { response, failedAddress: message.address },
        once: `undeliverable:${copy.id}:${address}`,
      })),
    };
  }
}

/** What the chain says of a delivery. */
function factsOf({ message, response, kept }: Delivery): Record<string, unknown> {
  const { id, kind, address } = message;
  return { messageId: id, kind, address, response, ...(kept ? { mailDigest: kept.digest } : {}) };
}

/** Names the fault and no more: who reads this is not who may read the log. */
function faultInWords(error: unknown): string {
  const { name } = error instanceof Error ? error : new Error();
  return `the mail could not be made (${name}); the log of the worker says why`;
}

/** The issuer's id of a notice. */
export async function issuerOf(manager: EntityManager, noticeId: string): Promise<string> {
  const [row] = await manager.query<{ issuer_id: string }[]>(
    'SELECT issuer_id FROM notice WHERE id = $1',
    [noticeId],
  );
  if (!row) throw Problem.notFound('该文书', 'The notice');
  return row.issuer_id;
}

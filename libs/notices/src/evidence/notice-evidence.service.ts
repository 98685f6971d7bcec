import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { canonical, EvidenceZip, verifierFile } from '#evidence';
import { maskTexts } from '#mail';
import { Clock, masked, Problem } from '#platform';
import { DataSource } from 'typeorm';
import { MailIntake } from '../inbound/intake.service.js';
import { Notice, NoticeEvent } from '../notice.entities.js';
import { SentMails } from '../sent-mails.service.js';
import { DailyRoots } from './daily-roots.service.js';
import { README } from './evidence-readme.js';
import { SigningKeys } from './signing-keys.service.js';

const DIGEST = /^[0-9a-f]{64}$/;

interface Absent {
  digest: string;
  why: string;
}

const pretty = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** One zip that holds everything of a notice and proves itself; see docs/evidence.md. */
@Injectable()
export class NoticeEvidence {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly keys: SigningKeys,
    private readonly roots: DailyRoots,
    private readonly mails: SentMails,
    private readonly intake: MailIntake,
  ) {}

  /**
   * Streams the zip; one file at a time is in memory.
   *
   * @throws Problem 404 where there is no such notice
   */
  async write(noticeId: string, output: Writable): Promise<void> {
    const notice = await this.database.getRepository(Notice).findOneBy({ id: noticeId });
    if (!notice) throw Problem.notFound('该文书', 'The notice');
    const now = this.clock.now();
    const events = await this.#events(noticeId);
    const zip = new EvidenceZip(now);
    const absent: Absent[] = [];
    const facts = events.map(({ data }) => data);
    zip.add('README.txt', () => ({ bytes: Buffer.from(README) }));
    zip.add('verify.mjs', async () => ({ bytes: await readFile(verifierFile()) }));
    zip.add('events.jsonl', () => ({
      bytes: Buffer.from(events.map((event) => `${canonical(event)}\n`).join('')),
    }));
    zip.add('facts.json', () => ({ bytes: Buffer.from(canonical(notice.facts)) }));
    zip.add('rulebook.yaml', () => this.#rulebook(notice.rulebookVersion));
    zip.add('copies.json', async () => ({ bytes: pretty(await this.#copies(noticeId)) }));
    await this.#addSubmissions(zip, noticeId);
    await this.#addMails(zip, noticeId, absent);
    await this.#addReceived(zip, noticeId, absent);
    await this.#addFiles(zip, notice, facts);
    const keys = await this.keys.published();
    // After the events were read: a proof may cover less than they are, never more.
    const proof = await this.roots.proofOf(noticeId);
    zip.add('proof.json', () => ({ bytes: pretty(coveredBy(proof, events.length)) }));
    zip.add('keys.json', () => ({ bytes: pretty(keys) }));
    const signed = { text: '', signature: '' };
    zip.add(
      'manifest.json',
      async () => {
        const known = new Set(
          zip.listed.flatMap(({ sha256, original }) => [sha256, ...(original ? [original] : [])]),
        );
        const missing = [...new Set(digestsIn(facts))].filter((digest) => !known.has(digest));
        const manifest = {
          format: 'chaogao-evidence/1',
          noticeId,
          madeAt: now.toISOString(),
          head: { seq: events.length, digest: events.at(-1)?.digest ?? null },
          files: zip.listed,
          absent: missing.map(
            (digest) => absent.find((one) => one.digest === digest) ?? gone(digest),
          ),
          key: await this.keys.fingerprint(),
        };
        signed.text = pretty(manifest).toString();
        signed.signature = (await this.keys.sign(signed.text)).signature;
        return { bytes: Buffer.from(signed.text) };
      },
      false,
    );
    zip.add('manifest.sig', () => ({ bytes: Buffer.from(`${signed.signature}\n`) }), false);
    await zip.writeTo(output);
  }

  async #events(noticeId: string) {
    const rows = await this.database
      .getRepository(NoticeEvent)
      .find({ where: { noticeId }, order: { seq: 'ASC' } });
    return rows.map(({ seq, previous, type, actor, data, occurredAt, digest }) => ({
      ...{ noticeId, seq, previous, type, actor, data, digest },
      occurredAt: occurredAt.toISOString(),
    }));
  }

  async #copies(noticeId: string): Promise<unknown> {
    return this.database.query(
      `SELECT d.number, a.name_zh AS agency, c.role, c.form, c.transport, c.served_on, c.served_at,
              c.service_method, c.acknowledgement, c.acknowledgement_grade, c.acknowledged_at, c.reply, c.remit, c.closed_at,
              (SELECT jsonb_agg(to_jsonb(u) || jsonb_build_object('counts',
                 (SELECT jsonb_agg(to_jsonb(k) ORDER BY k.id) FROM count k WHERE k.duty_id = u.id)) ORDER BY u.id)
               FROM duty u WHERE u.copy_id = c.id) AS duties
       FROM copy c JOIN document d ON d.id = c.document_id JOIN agency a ON a.id = c.agency_id
       WHERE c.notice_id = $1 ORDER BY c.id`,
      [noticeId],
    );
  }

  async #addSubmissions(zip: EvidenceZip, noticeId: string): Promise<void> {
    const rows = await this.database.query<
      { id: string; form: string; dutyId: string | null; copyId: string; body: unknown }[]
    >(
      `SELECT s.id, s.form, s.duty_id AS "dutyId", s.copy_id AS "copyId", s.body FROM submission s
       JOIN copy c ON c.id = s.copy_id WHERE c.notice_id = $1 ORDER BY s.id`,
      [noticeId],
    );
    for (const { id, form, dutyId, copyId, body } of rows) {
      zip.add(`submissions/${id}.json`, () => ({
        bytes: Buffer.from(canonical({ form, dutyId, body, copyId })),
      }));
    }
  }

  /** The rules that routed the notice; their SHA-256 stands in its first event. */
  async #rulebook(version: string): Promise<{ bytes: Buffer }> {
    const [row] = await this.database.query<{ source: string }[]>(
      'SELECT source FROM rulebook_version WHERE version = $1',
      [version],
    );
    return { bytes: Buffer.from(row?.source ?? '') };
  }

  async #addMails(zip: EvidenceZip, noticeId: string, absent: Absent[]): Promise<void> {
    const rows = await this.database.query<{ id: string; digest: string | null }[]>(
      `SELECT m.id, m.kind, m.address, m.state, m.attempts, m.created_at AS "createdAt",
              m.accepted_at AS "acceptedAt", m.response, m.bounced_at AS "bouncedAt", m.bounce,
              m.delayed_at AS "delayedAt", m.delay, s.digest
       FROM message m LEFT JOIN sent_mail s ON s.message_id = m.id
       WHERE m.notice_id = $1 OR m.copy_id IN (SELECT id FROM copy WHERE notice_id = $1) ORDER BY m.id`,
      [noticeId],
    );
    zip.add('mails.json', () => ({ bytes: pretty(rows) }));
    for (const { id, digest } of rows) {
      if (!digest) continue;
      zip.add(`mails/${id}.eml`, async () => {
        const kept = await this.mails.read(id);
        if (!kept) {
          absent.push({ digest, why: SEALED });
          return { bytes: Buffer.from(`${SEALED}\n`) };
        }
        return kept.masked.equals(kept.raw)
          ? { bytes: kept.raw }
          : { bytes: kept.masked, original: kept.digest };
      });
    }
  }

  /** What came in about the notice: reports that a mail came back or is late, answers by plain mail. */
  async #addReceived(zip: EvidenceZip, noticeId: string, absent: Absent[]): Promise<void> {
    const rows = await this.database.query<{ id: string; digest: string; recipient: string }[]>(
      `SELECT i.id, i.digest, i.source, i.sender, i.recipient, i.received_at AS "receivedAt", i.kind,
              i.matched_by AS "matchedBy", i.message_id AS "messageId"
       FROM inbound_mail i JOIN copy c ON c.id = i.copy_id
       WHERE c.notice_id = $1 AND i.place IN ('desk', 'kept', 'done') ORDER BY i.id`,
      [noticeId],
    );
    if (rows.length === 0) return;
    const listed = rows.map((row) => ({ ...row, recipient: masked(row.recipient) }));
    zip.add('received.json', () => ({ bytes: pretty(listed) }));
    for (const { id, digest } of rows) {
      zip.add(`received/${id}.eml`, async () => {
        const raw = await this.intake.read(id);
        if (!raw) {
          absent.push({ digest, why: SEALED });
          return { bytes: Buffer.from(`${SEALED}\n`) };
        }
        const shown = maskTexts(raw, masked);
        return shown.equals(raw) ? { bytes: raw } : { bytes: shown, original: digest };
      });
    }
  }

  /** Documents, what was attached, and whatever else of our files the events name. */
  async #addFiles(zip: EvidenceZip, notice: Notice, facts: unknown): Promise<void> {
    const documents = await this.database.query<{ digest: string; filename: string }[]>(
      'SELECT digest, filename FROM document_file WHERE notice_id = $1 ORDER BY made_at, id',
      [notice.id],
    );
    const replies = await this.database.query<
      { attachments: { digest: string; name: string }[] }[]
    >(
      'SELECT r.attachments FROM reply r JOIN copy c ON c.id = r.copy_id WHERE c.notice_id = $1 ORDER BY r.id',
      [notice.id],
    );
    const named = new Map<string, string>();
    for (const { digest, name } of [
      notice.attachments,
      ...replies.map((one) => one.attachments),
    ].flat()) {
      if (!named.has(digest)) named.set(digest, `attachments/${digest.slice(0, 12)}-${safe(name)}`);
    }
    for (const { digest, filename } of documents) {
      if (!named.has(digest))
        named.set(digest, `documents/${digest.slice(0, 12)}-${safe(filename)}`);
    }
    const wanted = [...new Set([...named.keys(), ...digestsIn(facts)])];
    const stored = await this.database.query<{ digest: string }[]>(
      'SELECT digest FROM attachment WHERE digest = ANY($1) ORDER BY digest',
      [wanted],
    );
    for (const { digest } of stored) {
      zip.add(named.get(digest) ?? `attachments/${digest}`, async () => {
        const [row] = await this.database.query<{ content: Buffer }[]>(
          'SELECT content FROM attachment WHERE digest = $1',
          [digest],
        );
        if (!row) throw new Error(`the file ${digest} is gone`);
        return { bytes: row.content };
      });
    }
  }
}

/** null where the root covers more than the events that were read before it. */
const coveredBy = <P extends { leaf: { seq: number } }>(
  proof: P | null,
  length: number,
): P | null => (proof && proof.leaf.seq <= length ? proof : null);

function* digestsIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const inner of value) yield* digestsIn(inner);
  } else if (value !== null && typeof value === 'object') {
    for (const inner of Object.values(value)) yield* digestsIn(inner);
  } else if (typeof value === 'string' && DIGEST.test(value)) yield value;
}

const SEALED =
  '邮件无法解封：封存它的密钥已不在 / The mail does not open: the secret that sealed it is gone.';

const gone = (digest: string): Absent => ({
  digest,
  why: '当时的文本后来被修改，未另存（如退回重填的案情、提交后整理过的表单）/ a text that was changed later and not kept beside, e.g. the facts of a draft sent back, or a form before it was tidied',
});

/** A name that every system can unpack. */
const safe = (name: string) => name.replace(/[^\p{L}\p{N}._〔〕（）()-]+/gu, '_').slice(-80);

export const evidenceName = (noticeId: string) => `evidence-${noticeId}.zip`;

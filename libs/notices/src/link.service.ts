import { Inject, Injectable } from '@nestjs/common';
import { LinkTokens } from '#access';
import { Clock, CONFIG, type Config, newId } from '#platform';
import { Any, DataSource, type EntityManager } from 'typeorm';
import { Link } from './notice.entities.js';

/** The ways in of partner agencies: one link per copy and address. */
@Injectable()
export class LinkService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly tokens: LinkTokens,
  ) {}

  /** The link that a token opens, with copy, notice, issuer, document and agency; null where none. */
  async open(token: string): Promise<Link | null> {
    const parsed = this.tokens.parse(token);
    if (!parsed?.valid) return null;
    const link = await this.database.getRepository(Link).findOne({
      where: { id: parsed.linkId },
      relations: { copy: { notice: { issuer: true }, document: true, agency: true } },
    });
    if (!link || link.revokedAt || link.generation !== parsed.generation) return null;
    return link;
  }

  urlOf(link: Pick<Link, 'id' | 'generation'>): string {
    return `${this.config.PUBLIC_URL}/l/${this.tokens.sign(link.id, link.generation)}`;
  }

  /** Beside the record, outside the chain: a fetched page proves nothing (mail scanners fetch too). */
  async noteFetch(link: Pick<Link, 'id'>, userAgent: string | null): Promise<void> {
    await this.database.query(
      'INSERT INTO page_fetch (link_id, fetched_at, user_agent) VALUES ($1, $2, $3)',
      [link.id, this.clock.now(), userAgent?.slice(0, 300) ?? null],
    );
  }

  /** The link of an address, made where there is none. */
  async linkFor(
    manager: EntityManager,
    copyId: string,
    email: string,
    handedOverFrom: string | null = null,
  ): Promise<Link> {
    const [link] = await this.linksFor(manager, [{ copyId, email, handedOverFrom }]);
    if (!link) throw new Error(`no link of copy ${copyId} was made`);
    return link;
  }

  /** The same for many addresses, in no particular order. */
  async linksFor(
    manager: EntityManager,
    wanted: { copyId: string; email: string; handedOverFrom?: string | null }[],
  ): Promise<Link[]> {
    if (wanted.length === 0) return [];
    const rows = wanted.map(({ copyId, email, handedOverFrom = null }) => ({
      ...{ id: newId(), copy_id: copyId, email, handed_over_from: handedOverFrom },
    }));
    await manager.query(
      `INSERT INTO link (id, copy_id, email, handed_over_from, created_at)
       SELECT id, copy_id, email, handed_over_from, $2
       FROM jsonb_populate_recordset(null::link, $1::jsonb)
       ON CONFLICT (copy_id, email) DO NOTHING`,
      [JSON.stringify(rows), this.clock.now()],
    );
    const links = await manager.findBy(Link, { copyId: Any(wanted.map(({ copyId }) => copyId)) });
    return links.filter((link) =>
      wanted.some(({ copyId, email }) => copyId === link.copyId && email === link.email),
    );
  }
}

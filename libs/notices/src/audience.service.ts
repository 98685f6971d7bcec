import { Injectable } from '@nestjs/common';
import { type Agency, type Contact, DirectoryService } from '#agencies';
import type { Audience } from '#rulebook';
import { Any, type EntityManager, IsNull } from 'typeorm';
import { LinkService } from './link.service.js';
import { Copy, Link } from './notice.entities.js';

export interface Addressee {
  audience: Audience;
  address: string;
  linkId: string | null;
}

interface Asked {
  copy: Pick<Copy, 'id' | 'agencyId'>;
  issuerId: string;
  audiences: readonly string[];
}

/** Whom a message reaches: the addresses behind "the agency", "the issuer", "the secretariat". */
@Injectable()
export class AudienceService {
  constructor(
    private readonly directory: DirectoryService,
    private readonly links: LinkService,
  ) {}

  async of(
    manager: EntityManager,
    copy: Pick<Copy, 'id' | 'agencyId'>,
    issuerId: string,
    audiences: readonly string[],
  ): Promise<Addressee[]> {
    const [addressees] = await this.ofMany(manager, [{ copy, issuerId, audiences }]);
    return addressees ?? [];
  }

  /** The same for many copies with a fixed number of statements; in order, each address once. */
  async ofMany(manager: EntityManager, asked: Asked[]): Promise<Addressee[][]> {
    const links = await linksOf(manager, asked);
    const principals = await this.#principals(manager, asked);
    const secretariat = addressed('secretariat', await this.secretariat());
    return Promise.all(
      asked.map(async ({ copy, issuerId, audiences }) => {
        const found: Addressee[] = [];
        for (const audience of audiences as Audience[]) {
          if (audience === 'agency') found.push(...(links.get(copy.id) ?? []));
          if (audience === 'issuer') {
            const contacts = await this.directory.contactsFor(issuerId, 'service');
            found.push(...addressed(audience, contacts));
          }
          if (audience === 'secretariat') found.push(...secretariat);
          if (audience === 'principal') found.push(...(principals.get(copy.id) ?? []));
        }
        return [...new Map(found.map((one) => [one.address, one])).values()];
      }),
    );
  }

  async #principals(manager: EntityManager, asked: Asked[]): Promise<Map<string, Addressee[]>> {
    const wanted = new Map<string, { copyId: string; email: string }>();
    for (const { copy, audiences } of asked) {
      if (!audiences.includes('principal')) continue;
      const principal = await this.directory.principalOf(copy.agencyId);
      if (principal) wanted.set(copy.id, { copyId: copy.id, email: principal.email });
    }
    const links = await this.links.linksFor(manager, [...wanted.values()]);
    return new Map(
      links.map(({ id, copyId, email }) => [
        copyId,
        [{ audience: 'principal', address: email, linkId: id }],
      ]),
    );
  }

  async secretariat(): Promise<Contact[]> {
    const agencies = await this.directory.all();
    const secretariat = agencies.find((agency: Agency) => agency.role === 'secretariat');
    return secretariat ? this.directory.contactsFor(secretariat.id, 'service') : [];
  }
}

const addressed = (audience: Audience, contacts: Contact[]): Addressee[] =>
  contacts.map((contact) => ({ audience, address: contact.email, linkId: null }));

/** Every address at which an agency has a way in. */
async function linksOf(manager: EntityManager, asked: Asked[]): Promise<Map<string, Addressee[]>> {
  const copyIds = asked.flatMap(({ copy, audiences }) =>
    audiences.includes('agency') ? [copy.id] : [],
  );
  const found = new Map<string, Addressee[]>();
  if (copyIds.length === 0) return found;
  const links = await manager.find(Link, {
    where: { copyId: Any(copyIds), revokedAt: IsNull() },
    order: { id: 'ASC' },
  });
  for (const { id, copyId, email } of links) {
    const addressee = { audience: 'agency' as const, address: email, linkId: id };
    found.set(copyId, [...(found.get(copyId) ?? []), addressee]);
  }
  return found;
}

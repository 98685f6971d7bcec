import { Injectable } from '@nestjs/common';
import { type Agency, type Contact, DirectoryService } from '#agencies';
import type { Audience } from '#rulebook';
import { type EntityManager, IsNull } from 'typeorm';
import { LinkService } from './link.service.js';
import { Copy, Link } from './notice.entities.js';

export interface Addressee {
  audience: Audience;
  address: string;
  linkId: string | null;
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
    const found: Addressee[] = [];
    for (const audience of audiences as Audience[]) {
      switch (audience) {
        case 'agency': {
          const links = await manager.findBy(Link, { copyId: copy.id, revokedAt: IsNull() });
          found.push(...links.map((link) => ({ audience, address: link.email, linkId: link.id })));
          break;
        }
        case 'issuer':
          found.push(...addressed(audience, await this.directory.contactsFor(issuerId, 'service')));
          break;
        case 'secretariat':
          found.push(...addressed(audience, await this.secretariat()));
          break;
        case 'principal': {
          const principal = await this.directory.principalOf(copy.agencyId);
          if (!principal) break;
          const link = await this.links.linkFor(manager, copy.id, principal.email);
          found.push({ audience, address: principal.email, linkId: link.id });
          break;
        }
      }
    }
    return [...new Map(found.map((one) => [one.address, one])).values()];
  }

  async secretariat(): Promise<Contact[]> {
    const agencies = await this.directory.all();
    const secretariat = agencies.find((agency: Agency) => agency.role === 'secretariat');
    return secretariat ? this.directory.contactsFor(secretariat.id, 'service') : [];
  }
}

const addressed = (audience: Audience, contacts: Contact[]): Addressee[] =>
  contacts.map((contact) => ({ audience, address: contact.email, linkId: null }));

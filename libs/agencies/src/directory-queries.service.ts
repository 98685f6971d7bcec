import { Injectable } from '@nestjs/common';
import { Problem } from '#platform';
import { DataSource, In } from 'typeorm';
import { Agency, Contact, Region } from './agency.entity.js';

export interface AgencyFilter {
  /** 9-digit code; `-` for agencies of no town. */
  town?: string | undefined;
  role?: string | undefined;
  level?: string | undefined;
  /** Part of a name, code, 机关代字 or address. */
  text?: string | undefined;
  retired?: boolean | undefined;
}

export interface AgencyRow {
  agency: Agency;
  /** In service only. */
  contacts: Contact[];
}

/** `%`, `_` and `\` typed by a person are no wildcards. */
const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** The directory as a page shows it: retired entries too, read from the database each time. */
@Injectable()
export class DirectoryQueries {
  constructor(private readonly database: DataSource) {}

  /** Agencies by town and code, those of the city first; `cursor` as the page before gave it. */
  async list(
    filter: AgencyFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: AgencyRow[]; next: string | null; total: number }> {
    const query = this.database
      .createQueryBuilder(Agency, 'a')
      .where('a.active = :active', { active: filter.retired !== true });
    if (filter.town) {
      query.andWhere(`coalesce(a.town, '') = :town`, {
        town: filter.town === '-' ? '' : filter.town,
      });
    }
    if (filter.role) query.andWhere('a.role = :role', filter);
    if (filter.level) query.andWhere('a.level = :level', filter);
    if (filter.text) {
      // A directory has some hundred agencies, a province's some thousand: no index is worth it.
      query.andWhere(
        `(lower(concat_ws(' ', a.code, a.name_zh, a.name_en, a.word)) LIKE :text OR EXISTS (
           SELECT 1 FROM contact c WHERE c.agency_id = a.id AND c.active
           AND lower(concat_ws(' ', c.name, c.email)) LIKE :text))`,
        { text: like(filter.text) },
      );
    }
    const total = await query.getCount();
    if (cursor !== null) {
      const [town = '', code = ''] = cursor.split('.');
      query.andWhere(`(coalesce(a.town, ''), a.code) > (:afterTown, :afterCode)`, {
        afterTown: town,
        afterCode: code,
      });
    }
    const found = await query
      .orderBy(`coalesce(a.town, '')`)
      .addOrderBy('a.code')
      .limit(limit + 1)
      .getMany();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const contacts = await this.#contactsOf(page.map(({ id }) => id));
    return {
      items: page.map((agency) => ({
        agency,
        contacts: contacts.filter(({ agencyId, active }) => active && agencyId === agency.id),
      })),
      next: found.length > limit && last ? `${last.town ?? ''}.${last.code}` : null,
      total,
    };
  }

  /**
   * An agency, in service or retired, with all its contacts: those in service first.
   *
   * @throws Problem 404
   */
  async agency(code: string): Promise<AgencyRow> {
    const agency = await this.database.getRepository(Agency).findOneBy({ code });
    if (!agency) throw Problem.notFound('该单位', 'The agency');
    return { agency, contacts: await this.#contactsOf([agency.id]) };
  }

  async regions(): Promise<(Region & { agencies: number })[]> {
    const regions = await this.database.getRepository(Region).find({ order: { code: 'ASC' } });
    const counts = await this.database.query<{ town: string; agencies: number }[]>(
      `SELECT town, count(*)::int AS agencies FROM agency
       WHERE active AND town IS NOT NULL GROUP BY town`,
    );
    return regions.map((region) => ({
      ...region,
      agencies: counts.find(({ town }) => town === region.code)?.agencies ?? 0,
    }));
  }

  #contactsOf(agencyIds: string[]): Promise<Contact[]> {
    return this.database
      .getRepository(Contact)
      .find({ where: { agencyId: In(agencyIds) }, order: { active: 'DESC', id: 'ASC' } });
  }
}

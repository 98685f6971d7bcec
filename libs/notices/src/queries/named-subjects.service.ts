import { Injectable } from '@nestjs/common';
import type { PlainDate } from '#calendar';
import type { Bilingual } from '#rulebook';
import { DataSource } from 'typeorm';
import { fullDate } from '../words.js';

export interface NamedSubject extends Bilingual {
  id: string;
  /** The page that shows it is the notice's or the meeting's. */
  page: { notice: string } | { meeting: string };
}

/** What ids stand for in a person's words: for records that keep no more than ids. */
@Injectable()
export class NamedSubjects {
  constructor(private readonly database: DataSource) {}

  /** Notices, copies and meetings by id, one query for each; ids of anything else are left out. */
  async of(ids: string[]): Promise<Map<string, NamedSubject>> {
    if (ids.length === 0) return new Map();
    const found = await Promise.all([this.#notices(ids), this.#copies(ids), this.#meetings(ids)]);
    return new Map(found.flat().map((named) => [named.id, named]));
  }

  /** By the number of its first form; one that is not issued yet has none, and is named by its project. */
  async #notices(ids: string[]): Promise<NamedSubject[]> {
    const rows = await this.database.query<{ id: string; name: string }[]>(
      `SELECT n.id, coalesce((SELECT min(d.number) FROM document d WHERE d.notice_id = n.id),
                             n.facts ->> 'project', '') AS name
       FROM notice n WHERE n.id = ANY($1)`,
      [ids],
    );
    return rows.map(({ id, name }) => ({ id, zh: name, en: name, page: { notice: id } }));
  }

  async #copies(ids: string[]): Promise<NamedSubject[]> {
    const rows = await this.database.query<
      { id: string; notice: string; number: string; zh: string; en: string }[]
    >(
      `SELECT c.id, c.notice_id AS notice, d.number,
              a.name_zh AS zh, a.name_en AS en
       FROM copy c JOIN agency a ON a.id = c.agency_id JOIN document d ON d.id = c.document_id
       WHERE c.id = ANY($1)`,
      [ids],
    );
    return rows.map(({ id, notice, number, zh, en }) => ({
      ...{ id, page: { notice } },
      ...{ zh: `${number} ${zh}`, en: `${number} ${en}` },
    }));
  }

  async #meetings(ids: string[]): Promise<NamedSubject[]> {
    const rows = await this.database.query<{ id: string; heldOn: PlainDate }[]>(
      `SELECT id, to_char(held_on, 'YYYY-MM-DD') AS "heldOn" FROM meeting WHERE id = ANY($1)`,
      [ids],
    );
    return rows.map(({ id, heldOn }) => ({
      ...{ id, page: { meeting: id } },
      ...{ zh: `${fullDate(heldOn)}联席会议`, en: `Joint meeting of ${heldOn}` },
    }));
  }
}

import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { insertRows, newId, Problem, updateRows } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { Agency, CityExtent, Contact, Region } from './agency.entity.js';
import type { DirectoryOptions } from './directory-checks.rules.js';
import { type Change, type DirectoryRows, planImport } from './directory-changes.js';
import { type DirectoryEdit, editedFile } from './directory-edits.js';
import type { DirectoryFile, Extent, Receives } from './directory.types.js';
import { parseDirectory } from './load-directory.js';

/** How long a process may serve a directory that another process has replaced. */
const REFRESH_MS = 3_000;
/** Two imports wait for each other. */
const IMPORT_LOCK = 20_200_033;

interface Directory {
  /** As of when: what is read is at least as new. */
  revision: string;
  extent: Extent | null;
  regions: Region[];
  agencies: Agency[];
  byCode: Map<string, Agency>;
  contacts: Map<string, Contact[]>;
}

/**
 * The agencies in service and whom to write to there, read from the database again in the background
 * where it has changed. Who asks inside a transaction is answered from memory: were they to wait for a second
 * connection, a pool full of such transactions would wait for itself.
 */
@Injectable()
export class DirectoryService implements OnModuleInit, OnModuleDestroy {
  #directory: Promise<Directory> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #begun = 0;
  #shown = 0;

  constructor(private readonly database: DataSource) {}

  async onModuleInit(): Promise<void> {
    await this.#refresh();
    // A lifetime in memory, not a fact of the domain: a clock that is set must not stop it. Where the
    // database is out of reach, what was read last stays until it is back.
    this.#timer = setInterval(() => void this.#follow().catch(() => null), REFRESH_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  /**
   * Compares a directory file with the database and, unless `dryRun`, makes the database like it: in
   * one transaction, and never deleting what a notice may name.
   *
   * @throws DirectoryError for a file that cannot be used
   * @throws Problem 422 where a 机关代字 is or was another agency's
   */
  async import(
    text: string,
    fileName: string,
    dryRun: boolean,
    options: DirectoryOptions = {},
  ): Promise<Change[]> {
    const file = parseDirectory(text, fileName, options);
    return this.#change(() => file, fileName, dryRun);
  }

  /**
   * Changes one entry by hand, checked like a file that holds it.
   *
   * @throws EntryError for an entry that a file could not hold
   * @throws Problem 422 where a 机关代字 is or was another agency's
   */
  edit(edit: DirectoryEdit, options: DirectoryOptions = {}): Promise<Change[]> {
    return this.#change((rows) => editedFile(rows, edit, options), '名录', false);
  }

  async #change(
    fileOf: (rows: DirectoryRows) => DirectoryFile,
    fileName: string,
    dryRun: boolean,
  ): Promise<Change[]> {
    const changes = await this.database.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
      const rows = await everyRow(manager);
      const plan = planImport(rows, fileOf(rows), newId);
      if (plan.takenWords.length > 0) {
        throw Problem.invalid(
          `${fileName} 不能导入。`,
          plan.takenWords.map(({ code, word, by }) => ({
            field: `agencies.${code}.word`,
            problem: `机关代字${word}已由${by}使用，文号会重复；请另取一个`,
            en: `${by} uses the word ${word} already, and numbers would repeat: choose another`,
          })),
          `${fileName} cannot be imported.`,
        );
      }
      if (dryRun) return plan.changes;
      await saveExtent(manager, plan.extent);
      await saveRegions(manager, plan.regions);
      await insertRows(manager, 'agency', plan.added.agencies);
      await updateRows(manager, 'agency', plan.changed.agencies);
      await insertRows(manager, 'contact', plan.added.contacts);
      await updateRows(manager, 'contact', plan.changed.contacts);
      return plan.changes;
    });
    if (!dryRun) await this.#refresh();
    return changes;
  }

  /** Agencies in service, as of a few seconds ago at most, by code. */
  async all(): Promise<Agency[]> {
    return (await this.#current()).agencies;
  }

  async byCode(code: string): Promise<Agency | null> {
    return (await this.#current()).byCode.get(code) ?? null;
  }

  async regions(): Promise<Region[]> {
    return (await this.#current()).regions;
  }

  /** Within what the city lies; null where the directory does not say. */
  async extent(): Promise<Extent | null> {
    return (await this.#current()).extent;
  }

  /** Contacts in service of an agency that receive this. */
  async contactsFor(agencyId: string, receives: Receives): Promise<Contact[]> {
    const contacts = (await this.#current()).contacts.get(agencyId) ?? [];
    return contacts.filter((contact) => contact.receives.includes(receives));
  }

  /** The principal whom silence is escalated to. */
  async principalOf(agencyId: string): Promise<Contact | null> {
    const contacts = (await this.#current()).contacts.get(agencyId) ?? [];
    const escalated = contacts.filter((contact) => contact.receives.includes('escalation'));
    return escalated.find(({ post }) => post === 'principal') ?? escalated[0] ?? null;
  }

  #current(): Promise<Directory> {
    if (this.#directory) return this.#directory;
    const reading = this.#read();
    reading.catch(() => {
      if (this.#directory === reading) this.#directory = null;
    });
    this.#directory = reading;
    return reading;
  }

  async #follow(): Promise<void> {
    const known = await this.#directory;
    if (known?.revision !== (await this.#revision())) await this.#refresh();
  }

  async #revision(): Promise<string> {
    const [row] = await this.database.query<{ revision: string }[]>(
      'SELECT revision FROM directory_revision',
    );
    return row?.revision ?? '';
  }

  /** Of reads that overlap, the one that began last is shown: an older one may not know an import. */
  async #refresh(): Promise<void> {
    this.#begun += 1;
    const turn = this.#begun;
    const directory = await this.#read();
    if (turn < this.#shown) return;
    this.#shown = turn;
    this.#directory = Promise.resolve(directory);
  }

  async #read(): Promise<Directory> {
    const { manager } = this.database;
    const revision = await this.#revision();
    const [extents, regions, agencies, contacts] = await Promise.all([
      manager.find(CityExtent),
      manager.find(Region, { order: { code: 'ASC' } }),
      manager.find(Agency, { where: { active: true }, order: { code: 'ASC' } }),
      manager.find(Contact, { where: { active: true }, order: { id: 'ASC' } }),
    ]);
    const ofAgency = new Map<string, Contact[]>();
    for (const contact of contacts) {
      ofAgency.set(contact.agencyId, [...(ofAgency.get(contact.agencyId) ?? []), contact]);
    }
    const byCode = new Map(agencies.map((agency) => [agency.code, agency]));
    const extent = extents[0] ?? null;
    return { revision, extent, regions, agencies, byCode, contacts: ofAgency };
  }
}

async function everyRow(manager: EntityManager): Promise<DirectoryRows> {
  return {
    extent: (await manager.find(CityExtent))[0] ?? null,
    regions: await manager.find(Region),
    agencies: await manager.find(Agency),
    contacts: await manager.find(Contact),
  };
}

async function saveExtent(manager: EntityManager, extent: Extent | null): Promise<void> {
  if (extent === null) {
    await manager.query('DELETE FROM city_extent');
    return;
  }
  const { west, east, south, north } = extent;
  await manager.query(
    `INSERT INTO city_extent (west, east, south, north) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET west = $1, east = $2, south = $3, north = $4`,
    [west, east, south, north],
  );
}

async function saveRegions(manager: EntityManager, regions: Region[]): Promise<void> {
  if (regions.length === 0) return;
  await manager.query(
    `INSERT INTO region (code, name_zh, name_en)
     SELECT code, "nameZh", "nameEn"
     FROM jsonb_to_recordset($1::jsonb) r (code text, "nameZh" text, "nameEn" text)
     ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en`,
    [JSON.stringify(regions)],
  );
}

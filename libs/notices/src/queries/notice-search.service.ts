import { Injectable } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { DataSource } from 'typeorm';
import { StandingService } from '../standing.service.js';
import { Conditions } from './conditions.js';
import { type NumberPart, type Term, termsOf } from './search.rules.js';

/**
 * What a text finds. `few`: the ids of all notices that match. `many`: more than is worth fetching; a
 * list in its own order meets enough of them soon, and `LIKE` says which they are.
 */
export type Found = { kind: 'few'; ids: string[] } | { kind: 'many'; matches: Matches };

/** A condition on the notice of this alias. */
type Matches = (conditions: Conditions, notice: string) => string;

/** Up to so many notices are fetched by what they are found by, before anything else is asked. */
const FEW = 10_000;
/** Found so often among so many of the newest, a word is not worth the index: 6 % of a million is slow. */
const [OFTEN, NEWEST] = [40, 4_000];

/**
 * Finds notices by words from number, project, party and place, by an index over pairs of characters.
 * Whether a word is rare is tried out first: from the pairs the database cannot tell how often they
 * meet in one word.
 */
@Injectable()
export class NoticeSearch {
  constructor(
    private readonly database: DataSource,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
  ) {}

  /** null where nothing was typed; `issuerId` narrows the search to one office's notices. */
  async find(typed: string | undefined, issuerId: string | null): Promise<Found | null> {
    const terms = termsOf(typed ?? '');
    if (terms.length === 0) return null;
    const resolved = await Promise.all(terms.map((term) => this.#resolve(term)));
    const matches = (conditions: Conditions, notice: string) =>
      resolved.map((one) => matching(one, conditions, notice, false)).join(' AND ');
    if (await this.#isCommon(matches, issuerId)) return { kind: 'many', matches };
    const probe = ofIssuer(issuerId);
    for (const one of resolved) probe.add(matching(one, probe, 'n', true));
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT n.id FROM notice n WHERE ${probe.toString()} LIMIT ${FEW + 1}`,
      probe.values,
    );
    return rows.length <= FEW
      ? { kind: 'few', ids: rows.map(({ id }) => id) }
      : { kind: 'many', matches };
  }

  async #isCommon(matches: Matches, issuerId: string | null): Promise<boolean> {
    const conditions = ofIssuer(issuerId);
    const newest = `SELECT * FROM notice n WHERE ${conditions.toString()}
                    ORDER BY n.id DESC LIMIT ${NEWEST}`;
    const rows = await this.database.query<unknown[]>(
      `SELECT 1 FROM (${newest}) n WHERE ${matches(conditions, 'n')} LIMIT ${OFTEN}`,
      conditions.values,
    );
    return rows.length === OFTEN;
  }

  async #resolve({ text, bigrams, number }: Term): Promise<Resolved> {
    const found = { text, bigrams, ids: [], issuerIds: [], words: [], year: number?.year ?? null };
    if (number === null) return found;
    if (number.serial !== null) return { ...found, ids: await this.#numbered(number) };
    return { ...found, ...(await this.#worded(number)) };
  }

  async #numbered({ serial, year, word }: NumberPart): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT DISTINCT notice_id AS id FROM document
       WHERE serial = $1 AND year = coalesce($2, year) AND lower(right(word, length($3))) = $3
       LIMIT ${FEW}`,
      [serial, year, word],
    );
    return rows.map(({ id }) => id);
  }

  /** 吕抄: whose numbers carry it follows from the directory and the rulebook. */
  async #worded({ word, year }: NumberPart): Promise<{ issuerIds: string[]; words: string[] }> {
    const { forms } = this.standing.rulebook;
    const issuers = (await this.directory.all()).flatMap((agency) => {
      const words = forms
        .map((form) => (agency.word ?? '') + form.word)
        .filter((whole) => agency.word !== null && whole.toLowerCase().includes(word))
        .filter((whole) => year === null || whole.toLowerCase().endsWith(word));
      return words.length > 0 ? [{ id: agency.id, words }] : [];
    });
    return {
      issuerIds: issuers.map(({ id }) => id),
      words: issuers.flatMap(({ words }) => words),
    };
  }
}

function ofIssuer(issuerId: string | null): Conditions {
  const conditions = new Conditions();
  if (issuerId !== null) conditions.add(`n.issuer_id = ${conditions.of(issuerId)}`);
  return conditions;
}

interface Resolved {
  text: string;
  bigrams: string[];
  /** Notices of which a document has the number. */
  ids: string[];
  issuerIds: string[];
  words: string[];
  year: number | null;
}

/** `indexed`: by the index over pairs. Otherwise row by row, for lists that go by another index. */
function matching(
  { text, bigrams, ids, issuerIds, words, year }: Resolved,
  conditions: Conditions,
  notice: string,
  indexed: boolean,
): string {
  const alternatives = [];
  if (indexed) {
    const pairs = `bigrams(${notice}.search) @> ${conditions.of(bigrams)}::text[]`;
    // One pair is the word itself; of several, others might stand between them.
    const exact = bigrams.length === 1 ? [] : [like(text, conditions, notice)];
    alternatives.push([pairs, ...exact].join(' AND '));
  } else alternatives.push(like(text, conditions, notice));
  if (ids.length > 0) alternatives.push(`${notice}.id = ANY(${conditions.of(ids)}::uuid[])`);
  if (issuerIds.length > 0) {
    alternatives.push(
      `${notice}.issuer_id = ANY(${conditions.of(issuerIds)}::uuid[]) AND EXISTS (
         SELECT 1 FROM document w WHERE w.notice_id = ${notice}.id
         AND w.word = ANY(${conditions.of(words)}::text[])
         AND w.year = coalesce(${conditions.of(year)}::integer, w.year))`,
    );
  }
  return `(${alternatives.map((one) => `(${one})`).join(' OR ')})`;
}

function like(text: string, conditions: Conditions, notice: string): string {
  // `%`, `_` and `\` typed by a person are no wildcards.
  const literal = text.replace(/[\\%_]/g, '\\$&');
  const search = `${notice}.search LIKE`;
  return [...text].length === 1
    ? `(${search} ${conditions.of(`${literal}%`)} OR ${search} ${conditions.of(`% ${literal}%`)})`
    : `${search} ${conditions.of(`%${literal}%`)}`;
}

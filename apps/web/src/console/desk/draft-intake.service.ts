import { Injectable } from '@nestjs/common';
import type { Officer } from '#access';
import { AttachmentService, type Draft, type DraftFile, DraftService } from '#notices';
import { type FieldProblem, Problem } from '#platform';
import { listOf, type ReadForm, textOf } from '../../views/read-form.js';
import { actorOf } from '../console-door.service.js';
import type { Typed } from './fact-form.js';

/** Of the form, but no facts. */
const MECHANICAL = new Set(['_csrf', 'revision', 'do', 'remove', 'files']);
/** Boxes that are not sent at all where they are not ticked. */
const BOXES = ['villagersHouse', 'serve', 'partyKind', 'source', 'areaUnit', 'severity'];
const LONGEST = 5000;

/** Takes in what a compose form brings: every word of it, and those of its files that may be kept. */
@Injectable()
export class DraftIntake {
  constructor(
    private readonly drafts: DraftService,
    private readonly attachments: AttachmentService,
  ) {}

  /** Saves it all; `problems` says which files were refused, and whether somebody else had saved meanwhile. */
  async save(
    draft: Draft,
    { body, files, problem }: ReadForm,
    officer: Officer,
  ): Promise<{ draft: Draft; problems: FieldProblem[] }> {
    const typed: Typed = { ...draft.typed };
    for (const box of BOXES) delete typed[box];
    for (const name of Object.keys(body)) {
      if (!MECHANICAL.has(name)) typed[name] = textOf(body, name).slice(0, LONGEST);
    }
    const removed = new Set(listOf(body, 'remove'));
    const kept = draft.attachments.filter(({ digest }) => !removed.has(digest));
    const problems: FieldProblem[] = problem ? problem.forForm : [];
    for (const { name, bytes } of files) {
      try {
        add(kept, {
          name: fileName(name),
          ...(await this.attachments.store(officer.agencyId, bytes)),
        });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const of = (text: string) => `${fileName(name)}：${text}`;
        problems.push({ field: 'files', problem: of(error.message), en: of(error.en) });
      }
    }
    const revision = Number(textOf(body, 'revision'));
    const actor = actorOf(officer);
    try {
      return { draft: await this.drafts.save(draft, typed, kept, actor, revision), problems };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(...error.forForm);
      if (error.status !== 409) return { draft: { ...draft, typed }, problems };
      // The files are kept at once; the words go back with the revision of now, to be saved once more.
      const now = await this.drafts.save(draft, draft.typed, kept, actor, draft.revision);
      return { draft: { ...now, typed }, problems };
    }
  }
}

function add(files: DraftFile[], file: DraftFile): void {
  if (!files.some(({ digest }) => digest === file.digest)) files.push(file);
}

/** A name that can be stored and read: browsers of old send a whole path. */
function fileName(given: string): string {
  const name = given.replace(/^.*[\\/]/, '').replace(/[\p{Cc}\p{Cs}]/gu, '');
  return name.trim().slice(-200) || '附件';
}

import { insertRows } from '#platform';
import type { EntityManager } from 'typeorm';
import type { KeptDocument } from './document-file.entity.js';

export interface DueDocument {
  kind: KeptDocument;
  /** The row that it is about. */
  subjectId: string;
  noticeId: string;
}

/** What makes a document unique: asking again makes no second one. */
export const onceOf = ({ kind, subjectId }: Pick<DueDocument, 'kind' | 'subjectId'>): string =>
  `${kind}:${subjectId}`;

/**
 * Leaves documents for the worker to make, in the transaction of what they record. Ids that were just
 * created or whose row changes once only: the same row never asks twice.
 */
export async function leaveDocuments(
  manager: EntityManager,
  due: DueDocument[],
  from: Date,
): Promise<void> {
  await insertRows(
    manager,
    'document_due',
    due.map((one) => ({ once: onceOf(one), ...one, attempts: 0, nextAttemptAt: from })),
  );
}

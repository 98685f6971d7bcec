import { Problem } from '#platform';
import type { EntityManager } from 'typeorm';
import { Copy } from './notice.entities.js';

/** A copy of the issuer's own notice; another agency's is not found. */
export async function ownCopy(
  manager: EntityManager,
  copyId: string,
  issuerId: string,
): Promise<Copy> {
  const copy = await manager.findOne(Copy, {
    where: { id: copyId, notice: { issuerId } },
    relations: { notice: true, agency: true },
  });
  if (!copy) throw Problem.notFound('该份文书', 'The copy');
  return copy;
}

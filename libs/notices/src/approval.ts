import type { Agency } from '#agencies';
import { Problem } from '#platform';
import type { EntityManager } from 'typeorm';
import { Notice } from './notice.entities.js';
import { samePerson } from './person.rules.js';

/**
 * The notice that this officer may approve or send back (审核), its row locked.
 *
 * @throws Problem 404 where the issuer has no such notice, 409 where it awaits no approval, 403 for whoever
 *   wrote it
 */
export async function awaitingApproval(
  manager: EntityManager,
  noticeId: string,
  issuer: Agency,
  officer: string,
): Promise<Notice> {
  const notice = await manager.findOne(Notice, {
    where: { id: noticeId, issuerId: issuer.id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!notice) throw Problem.notFound('该文书', 'The notice');
  if (notice.state !== 'awaiting-approval') {
    throw Problem.conflict(
      'not-awaiting-approval',
      '该文书不在待审核状态。',
      'This notice awaits no approval.',
    );
  }
  if (samePerson(notice.createdBy, officer)) {
    throw Problem.forbidden(
      '审核人须与起草人不同；自己起草的可以撤回。',
      'A second officer approves or sends back; your own you may withdraw.',
    );
  }
  return notice;
}

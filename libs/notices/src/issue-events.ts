import { canonical, sha256Hex } from '#evidence';
import type { ChainHead, NewEvent } from './chain.js';
import type { Notice } from './notice.entities.js';
import type { RoutedRequest } from './routed-request.js';

/** The end of a notice's own chain. */
export const headOf = (notice: Notice): ChainHead => ({
  noticeId: notice.id,
  issuerId: notice.issuerId,
  headSeq: notice.headSeq,
  headDigest: notice.headDigest,
});

export const drafted = (notice: Notice, actor: string): NewEvent => ({
  copyId: null,
  type: 'notice-drafted',
  actor,
  data: { kind: notice.kind, facts: sha256Hex(canonical(notice.facts)) },
});

/** What was issued to whom under which numbers, with digests of what was said. */
export const issuedEvent = (
  notice: Notice,
  routed: RoutedRequest,
  numbers: Record<string, string>,
  actor: string,
): NewEvent => ({
  copyId: null,
  type: 'notice-issued',
  actor,
  data: {
    kind: notice.kind,
    numbers,
    rulebook: notice.rulebookVersion,
    facts: sha256Hex(canonical(notice.facts)),
    attachments: notice.attachments.map(({ digest }) => digest),
    recipients: routed.copies.map(({ agency, form, duties, fallback }) => ({
      agency: agency.code,
      form,
      duties,
      fallback,
    })),
    leftOut: notice.leftOut,
  },
});

import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { sha256Hex } from '#evidence';
import { Clock, type FieldProblem, Problem } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { Attachment, type AttachmentRef } from './notice.entities.js';

/** By content, never by name. */
const ALLOWED = new Map([
  ['image/jpeg', 'JPEG'],
  ['image/png', 'PNG'],
  ['image/webp', 'WebP'],
  ['application/pdf', 'PDF'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'DOCX'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'XLSX'],
]);

/** Bytes. */
export const ATTACHMENT_LIMIT = 10 * 1024 * 1024;

/** Files, addressed by the SHA-256 of their content; the same content is kept once. */
@Injectable()
export class AttachmentService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
  ) {}

  /** @throws Problem 413 too-large, 415 unsupported-content, 422 empty */
  async store(
    agencyId: string | null,
    bytes: Buffer,
  ): Promise<{ digest: string; mediaType: string; size: number }> {
    if (bytes.length === 0) throw Problem.field('file', '文件是空的', 'The file is empty');
    if (bytes.length > ATTACHMENT_LIMIT) {
      throw new Problem(
        413,
        'too-large',
        '文件不能超过10兆字节。',
        [
          {
            field: 'file',
            problem: '请压缩或拆分后再上传',
            en: 'Shrink or split it and upload again',
          },
        ],
        'A file has at most 10 megabytes.',
      );
    }
    const mediaType = (await fileTypeFromBuffer(bytes))?.mime ?? 'application/octet-stream';
    if (!ALLOWED.has(mediaType)) {
      const allowed = [...ALLOWED.values()].join('、');
      throw new Problem(
        415,
        'unsupported-content',
        `文件内容不是可接受的类型：${allowed}。`,
        [
          {
            field: 'file',
            problem: `按内容判断为 ${mediaType}`,
            en: `By its content it is ${mediaType}`,
          },
        ],
        `Not a kind of file that is accepted: ${allowed}.`,
      );
    }
    const digest = sha256Hex(bytes);
    await this.database.query(
      `INSERT INTO attachment (digest, media_type, size, content, stored_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [digest, mediaType, bytes.length, bytes, this.clock.now()],
    );
    if (agencyId) {
      await this.database.query(
        'INSERT INTO attachment_upload (agency_id, digest) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [agencyId, digest],
      );
    }
    return { digest, mediaType, size: bytes.length };
  }

  /** A file of a notice: one that the issuer or a replying agency attached to it; null where none. */
  async readForNotice(
    noticeId: string,
    digest: string,
  ): Promise<{ content: Buffer; mediaType: string } | null> {
    const [belongs] = await this.database.query<{ found: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM notice WHERE id = $1 AND attachments @> $2::jsonb)
           OR EXISTS (SELECT 1 FROM reply r JOIN copy c ON c.id = r.copy_id
                      WHERE c.notice_id = $1 AND r.attachments @> $2::jsonb) AS found`,
      [noticeId, JSON.stringify([{ digest }])],
    );
    if (!belongs?.found) return null;
    const attachment = await this.database.getRepository(Attachment).findOne({
      where: { digest },
      select: { digest: true, mediaType: true, content: true },
    });
    return attachment && { content: attachment.content, mediaType: attachment.mediaType };
  }
}

/** Files that a request names and nobody has uploaded. */
export async function checkAttachments(
  attachments: AttachmentRef[],
  manager: EntityManager,
): Promise<FieldProblem[]> {
  if (attachments.length === 0) return [];
  const digests = attachments.map((attachment) => attachment.digest);
  const found = await manager.query<{ digest: string }[]>(
    'SELECT digest FROM attachment WHERE digest = ANY($1)',
    [digests],
  );
  const known = new Set(found.map((row) => row.digest));
  return attachments.flatMap(({ digest }, index) => {
    const problem = '没有此附件，请先上传（POST /v1/attachments）';
    const en = 'There is no such file; upload it first (POST /v1/attachments)';
    return known.has(digest) ? [] : [{ field: `attachments.${index}.digest`, problem, en }];
  });
}

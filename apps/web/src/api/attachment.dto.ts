import { ApiProperty } from '@nestjs/swagger';
import type { AttachmentRef } from '#notices';
import { CodeField, TextField } from './fields.js';

const DIGEST = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export const DIGEST_FIELD = {
  description: 'SHA-256 of the content, hex, as `POST /v1/attachments` answered it',
  example: DIGEST,
  pattern: /^[\da-f]{64}$/,
  right: {
    zh: '应为上传附件时得到的64位十六进制摘要',
    en: 'The 64 hexadecimal digits that the upload answered with',
  },
};

/** A stored file, under the name that it has in this document. */
export class AttachmentDto implements AttachmentRef {
  @CodeField(DIGEST_FIELD)
  digest: string;

  @TextField({ description: 'File name', example: '现场照片1.jpg', max: 200 })
  name: string;
}

export class StoredAttachmentResponse {
  @ApiProperty({ description: 'SHA-256 of the content, hex: its address', example: DIGEST })
  digest: string;

  @ApiProperty({ description: 'By content, never by name', example: 'image/jpeg' })
  mediaType: string;

  @ApiProperty({ type: 'integer', description: 'Bytes', example: 183_244 })
  size: number;
}

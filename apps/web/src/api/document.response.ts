import { ApiProperty } from '@nestjs/swagger';
import type { DocumentFile } from '#notices';

/** A formal document as it was made. */
export class DocumentResponse {
  @ApiProperty({ format: 'uuid', description: 'For `GET /v1/documents/{id}`' })
  id: string;

  @ApiProperty({
    enum: ['copy-notice', 'special-report', 'reply', 'silence', 'annulment', 'supervision'],
    example: 'copy-notice',
  })
  kind: string;

  @ApiProperty({
    type: String,
    description: 'Its number, as it stands on the paper',
    example: '启自然资吕抄〔2026〕17号',
  })
  number: string;

  @ApiProperty({ example: '启自然资吕抄〔2026〕17号 抄告单.pdf' })
  filename: string;

  @ApiProperty({
    description: 'SHA-256 of the PDF, hex; in the chain of the notice too',
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  })
  digest: string;

  @ApiProperty({ type: String, format: 'date-time' })
  madeAt: Date;

  static of({ id, kind, filename, digest, madeAt }: DocumentFile): DocumentResponse {
    return { id, kind, number: filename.split(' ')[0] ?? '', filename, digest, madeAt };
  }
}

export class DocumentsResponse {
  @ApiProperty({
    type: () => DocumentResponse,
    isArray: true,
    description: 'In the order in which they were made',
  })
  items: DocumentResponse[];
}

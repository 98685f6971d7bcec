import { ApiProperty } from '@nestjs/swagger';
import type { Agency } from '#agencies';
import { ACKNOWLEDGEMENT_GRADES, type CopyView, OUTCOMES, type Reply } from '#notices';
import { LEVELS, ROLES } from '#rulebook';
import { AttachmentDto } from './attachment.dto.js';
import { BilingualResponse, DutyResponse } from './duty.response.js';

const INSTANT = { type: String, format: 'date-time', nullable: true } as const;

export class AgencyResponse {
  @ApiProperty({ example: 'lvsi-power' })
  code: string;

  @ApiProperty({ example: '吕四港镇供电所' })
  nameZh: string;

  @ApiProperty({ example: 'Lvsigang Power Supply Station' })
  nameEn: string;

  static of({ code, nameZh, nameEn }: Agency): AgencyResponse {
    return { code, nameZh, nameEn };
  }
}

/** 函复 */
export class ReplyResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, enum: [...OUTCOMES], example: 'dealt-with' })
  outcome: string;

  @ApiProperty({ example: '已停止供电，当事人已自行拆除。' })
  text: string;

  @ApiProperty({ type: String, nullable: true, example: '吕供函〔2026〕3号' })
  documentNumber: string | null;

  @ApiProperty({ type: () => AttachmentDto, isArray: true })
  attachments: AttachmentDto[];

  @ApiProperty({
    format: 'date',
    description: 'Decides whether it is in time',
    example: '2026-10-13',
  })
  submittedOn: string;

  @ApiProperty({
    enum: ['none', 'pending', 'accepted', 'returned'],
    description: '`none`: not for the issuer to review',
    example: 'pending',
  })
  review: string;

  @ApiProperty(INSTANT)
  reviewedAt: Date | null;

  @ApiProperty({ type: String, nullable: true })
  reviewReason: string | null;

  static of(reply: Reply): ReplyResponse {
    const { id, outcome, text, documentNumber, attachments, submittedOn, review } = reply;
    const { reviewedAt, reviewReason } = reply;
    return {
      id,
      outcome,
      text,
      documentNumber,
      attachments: attachments.map(({ digest, name }) => ({ digest, name })),
      submittedOn,
      review,
      reviewedAt,
      reviewReason,
    };
  }
}

/** One agency's copy: three independent axes (送达, 签收, 函复), duties of its own. */
export class CopyResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: () => AgencyResponse })
  agency: AgencyResponse;

  @ApiProperty({ type: String, enum: [...LEVELS], example: 'town' })
  level: string;

  @ApiProperty({ type: String, enum: [...ROLES], example: 'power' })
  role: string;

  @ApiProperty({ description: "The city's unit stands in for a missing one", example: false })
  fallback: boolean;

  @ApiProperty({ description: 'Form of the document', example: 'copy-notice-sheet' })
  form: string;

  @ApiProperty({ description: '发文字号', example: '启自然资吕抄〔2026〕17号' })
  number: string;

  @ApiProperty({ type: () => BilingualResponse, description: 'What this agency is asked to do' })
  ask: BilingualResponse;

  @ApiProperty({
    enum: ['unserved', 'served', 'undeliverable'],
    description: '送达; never final',
    example: 'served',
  })
  transport: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: '送达日',
    example: '2026-09-29',
  })
  servedOn: string | null;

  @ApiProperty(INSTANT)
  servedAt: Date | null;

  @ApiProperty({ type: String, enum: ['email', 'by-hand', null], nullable: true, example: 'email' })
  serviceMethod: string | null;

  @ApiProperty({ enum: ['none', 'acknowledged'], description: '签收', example: 'none' })
  acknowledgement: string;

  @ApiProperty(INSTANT)
  acknowledgedAt: Date | null;

  @ApiProperty({
    enum: ACKNOWLEDGEMENT_GRADES,
    nullable: true,
    description: 'What the acknowledgement proves; a fetched page is none',
    example: null,
  })
  acknowledgementGrade: string | null;

  @ApiProperty({
    enum: ['none', 'in-progress', 'submitted', 'accepted', 'returned'],
    description: '函复',
    example: 'none',
  })
  reply: string;

  @ApiProperty({
    enum: ['within', 'claimed-outside', 'outside'],
    description: '不属本单位职责',
    example: 'within',
  })
  remit: string;

  @ApiProperty(INSTANT)
  closedAt: Date | null;

  @ApiProperty({ type: () => DutyResponse, isArray: true })
  duties: DutyResponse[];

  @ApiProperty({ type: () => ReplyResponse, isArray: true })
  replies: ReplyResponse[];

  static of({ copy, duties, replies }: CopyView, whole: boolean): CopyResponse {
    const { id, level, role, fallback, form, ask, remit, closedAt } = copy;
    const { transport, servedOn, servedAt, serviceMethod } = copy;
    const { acknowledgement, acknowledgedAt, acknowledgementGrade, reply } = copy;
    return {
      id,
      agency: AgencyResponse.of(copy.agency),
      level,
      role,
      fallback,
      form,
      number: copy.document.number,
      ask,
      transport,
      servedOn,
      servedAt,
      serviceMethod,
      acknowledgement,
      acknowledgedAt,
      acknowledgementGrade,
      reply,
      remit,
      closedAt,
      duties: duties.map((duty) => DutyResponse.of(duty, whole)),
      replies: replies.map((one) => ReplyResponse.of(one)),
    };
  }
}

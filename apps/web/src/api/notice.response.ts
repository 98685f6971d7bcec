import { ApiProperty } from '@nestjs/swagger';
import type { Circumstance, NoticeView } from '#notices';
import { GRADES, POSTS } from '#rulebook';
import { AttachmentDto } from './attachment.dto.js';
import { CopyResponse } from './copy.response.js';
import { DutyResponse } from './duty.response.js';
import { FactsDto } from './facts.dto.js';
import { LeaveOutDto } from './notice.dto.js';

const INSTANT = { type: String, format: 'date-time', nullable: true } as const;
const STATE = { enum: ['awaiting-approval', 'issued', 'withdrawn'], example: 'issued' };

/** The answer to an issue; `GET` of its Location shows the whole. */
export class IssuedResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty(STATE)
  state: string;
}

export class DocumentResponse {
  @ApiProperty({ example: 'copy-notice-sheet' })
  form: string;

  @ApiProperty({ description: '发文字号', example: '启自然资吕抄〔2026〕17号' })
  number: string;
}

export class AccountableResponse {
  @ApiProperty({ type: String, enum: [...POSTS], example: 'principal' })
  post: string;

  @ApiProperty({
    enum: ['agency', 'town-government', 'departments-concerned'],
    description: 'Whose post',
    example: 'agency',
  })
  of: string;

  @ApiProperty({ type: String, enum: [...GRADES], example: 'direct' })
  grade: string;
}

/** 追责情形: facts under a clause; who is responsible, people decide. */
export class CircumstanceResponse {
  @ApiProperty({ example: 'late' })
  kind: string;

  @ApiProperty({ example: '三、（二）4' })
  clause: string;

  @ApiProperty({ type: () => AccountableResponse, isArray: true })
  accountable: AccountableResponse[];

  @ApiProperty({ example: '2026-10-13到期，2026-10-14办结。' })
  facts: string;

  @ApiProperty({ type: String, format: 'date-time' })
  recordedAt: Date;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Taken back with the record of silence that it came with',
    example: null,
  })
  annulledAt: Date | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  annulmentReason: string | null;

  static of(circumstance: Circumstance): CircumstanceResponse {
    const { kind, clause, accountable, facts, recordedAt } = circumstance;
    const { annulledAt, annulmentReason } = circumstance;
    return { kind, clause, accountable, facts, recordedAt, annulledAt, annulmentReason };
  }
}

export class NoticeResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'copy-notice' })
  kind: string;

  @ApiProperty(STATE)
  state: string;

  @ApiProperty({ type: String, nullable: true, example: '320681110' })
  town: string | null;

  @ApiProperty({ type: () => FactsDto })
  facts: FactsDto;

  @ApiProperty({ type: () => AttachmentDto, isArray: true })
  attachments: AttachmentDto[];

  @ApiProperty({ type: () => LeaveOutDto, isArray: true })
  leaveOut: LeaveOutDto[];

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt: Date;

  @ApiProperty(INSTANT)
  issuedAt: Date | null;

  @ApiProperty({ type: String, nullable: true })
  approvedBy: string | null;

  @ApiProperty(INSTANT)
  withdrawnAt: Date | null;

  @ApiProperty({ type: String, nullable: true })
  withdrawalReason: string | null;

  @ApiProperty({ type: () => DocumentResponse, isArray: true })
  documents: DocumentResponse[];

  @ApiProperty({ type: () => CopyResponse, isArray: true })
  copies: CopyResponse[];

  @ApiProperty({ type: () => DutyResponse, isArray: true, description: "The issuer's own duties" })
  issuerDuties: DutyResponse[];

  @ApiProperty({
    type: () => CircumstanceResponse,
    isArray: true,
    required: false,
    description: 'Not in lists',
  })
  circumstances?: CircumstanceResponse[];

  /** `circumstances`: null in lists, which also leave out how each date was counted. */
  static of(view: NoticeView, circumstances: Circumstance[] | null): NoticeResponse {
    const { notice, documents, copies, issuerDuties } = view;
    const { id, kind, state, town, facts, attachments, createdAt, issuedAt } = notice;
    const { approvedBy, withdrawnAt, withdrawalReason } = notice;
    const whole = circumstances !== null;
    return {
      id,
      kind,
      state,
      town,
      facts,
      attachments: attachments.map(({ digest, name }) => ({ digest, name })),
      leaveOut: notice.leftOut as LeaveOutDto[],
      createdAt,
      issuedAt,
      approvedBy,
      withdrawnAt,
      withdrawalReason,
      documents: documents.map(({ form, number }) => ({ form, number })),
      copies: copies.map((copy) => CopyResponse.of(copy, whole)),
      issuerDuties: issuerDuties.map((duty) => DutyResponse.of(duty, whole)),
      ...(whole ? { circumstances: circumstances.map((one) => CircumstanceResponse.of(one)) } : {}),
    };
  }
}

export class NoticePageResponse {
  @ApiProperty({ type: () => NoticeResponse, isArray: true })
  items: NoticeResponse[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: '`cursor` of the next page; null on the last one',
    example: null,
  })
  next: string | null;
}

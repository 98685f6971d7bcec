import { Type } from 'class-transformer';
import { MAX_PERIOD } from '#calendar';
import { DIGEST_FIELD } from './attachment.dto.js';
import { CodeField, DateField, FlagField, InstantField, NumberField, TextField } from './fields.js';

export class WithdrawalDto {
  @TextField({ description: '撤回理由', example: '当事人已自行拆除，经核实撤回。', max: 1000 })
  reason: string;
}

export class ApprovalDto {
  @TextField({
    description: '审核人: another person than the drafter',
    example: '王副所长',
    max: 100,
  })
  approver: string;
}

/** 送达回证: a service that was not made by e-mail. */
export class ServiceDto {
  @TextField({ description: '送达方式', example: '直接送达', max: 100 })
  method: string;

  @TextField({ description: '送达人', example: '李所长', max: 100 })
  by: string;

  @InstantField({ description: '送达时间', example: '2026-09-29T10:00:00+08:00' })
  servedAt: string;

  @TextField({
    description: '证明: receipt of service, who signed',
    example: '送达回证，收件人陈某签收',
    max: 500,
  })
  proof: string;

  @CodeField({ ...DIGEST_FIELD, required: false })
  attachment?: string;
}

/** 书面签收: paper that somebody of the agency signed. */
export class SignedPaperDto {
  @TextField({ description: '签收人', example: '陈某', max: 100 })
  name: string;

  @TextField({ description: '职务', example: '综合执法局副局长', max: 100 })
  position: string;

  @DateField({ description: '签收日期', example: '2026-09-30' })
  signedOn: string;

  @TextField({
    description: '凭证: number of the receipt, where it is kept',
    example: '送达回证第3号',
    max: 500,
  })
  proof: string;

  @CodeField({ ...DIGEST_FIELD, required: false })
  attachment?: string;
}

export class ReturnDto {
  @TextField({ description: '退回理由', example: '未附现场处置照片，请补充。', max: 1000 })
  reason: string;
}

/** Exactly one of `workingDays` and `calendarDays`. */
export class DeadlineDto {
  @DateField({
    description: 'The day on which the period starts; it is not counted',
    example: '2026-09-30',
  })
  from: string;

  @NumberField({
    description: 'So many working days',
    example: 5,
    min: 0,
    max: MAX_PERIOD,
    required: false,
  })
  workingDays?: number;

  @NumberField({
    description: 'So many calendar days',
    example: 2,
    min: 0,
    max: MAX_PERIOD,
    required: false,
  })
  calendarDays?: number;

  @FlagField({
    description: 'Calendar days only: a last day that is off moves to the next working day',
    example: false,
    required: false,
  })
  rollsForward?: boolean;
}

export class EventsQuery {
  @TextField({
    description: '`next` of the answer before; absent: from the beginning',
    example: '752.0199a3c2-5a0b-7cc1-8f2e-0242ac120002.3',
    max: 100,
    required: false,
  })
  after?: string;

  @NumberField({
    description: 'Events an answer',
    example: 100,
    min: 1,
    max: 500,
    default: 100,
    required: false,
  })
  @Type(() => Number)
  limit = 100;
}

import { ApiProperty } from '@nestjs/swagger';
import { DAY_KINDS, type DayKind } from '#calendar';
import type { Count, DutyView } from '#notices';
import { TRIGGERS } from '#rulebook';

const DATE = { type: String, format: 'date', nullable: true, example: '2026-10-13' } as const;

export class BilingualResponse {
  @ApiProperty({ example: '五个工作日函复' })
  zh: string;

  @ApiProperty({ example: 'Reply in five working days' })
  en: string;
}

export class PeriodResponse {
  @ApiProperty({ type: 'integer', example: 5 })
  amount: number;

  @ApiProperty({ enum: ['working-day', 'calendar-day'], example: 'working-day' })
  unit: string;
}

export class LedgerLineResponse {
  @ApiProperty({ format: 'date', example: '2026-10-01' })
  date: string;

  @ApiProperty({ type: String, enum: [...DAY_KINDS], example: 'holiday' })
  kind: DayKind;

  @ApiProperty({ description: 'Whether the day is counted', example: false })
  counts: boolean;

  @ApiProperty({ description: 'Why', example: '国庆节放假' })
  note: string;
}

/** One count of a duty's date; the newest is in force. */
export class CountResponse {
  @ApiProperty({
    enum: ['started', 'recounted', 'confirmed', 'extended', 'returned', 'supervised', 'voided'],
    example: 'started',
  })
  reason: string;

  @ApiProperty(DATE)
  startedOn: string | null;

  @ApiProperty(DATE)
  dueOn: string | null;

  @ApiProperty({ example: false })
  provisional: boolean;

  @ApiProperty({ description: 'Who', example: 'system' })
  person: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  documentNumber: string | null;

  @ApiProperty({ example: '2026-09-29送达' })
  explanation: string;

  @ApiProperty({ type: String, format: 'date-time' })
  countedAt: Date;

  @ApiProperty({ type: () => LedgerLineResponse, isArray: true })
  ledger: LedgerLineResponse[];

  static of(count: Count): CountResponse {
    const { reason, startedOn, dueOn, provisional, person, documentNumber } = count;
    const { explanation, countedAt, ledger } = count;
    return {
      reason,
      startedOn,
      dueOn,
      provisional,
      person,
      documentNumber,
      explanation,
      countedAt,
      ledger,
    };
  }
}

export class DutyResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'Key of the duty in the rulebook', example: 'reply' })
  key: string;

  @ApiProperty({ type: () => BilingualResponse })
  name: BilingualResponse;

  @ApiProperty({ type: () => BilingualResponse, description: 'What is asked' })
  action: BilingualResponse;

  @ApiProperty({ type: 'integer', description: 'Row of the rule table', example: 14 })
  row: number;

  @ApiProperty({ type: String, nullable: true, example: '二、协作处置' })
  clause: string | null;

  @ApiProperty({ enum: ['clause', 'design'], example: 'clause' })
  basis: string;

  @ApiProperty({
    enum: ['printed', 'extended'],
    description: "extended: applied by Chaogao's reading",
    example: 'extended',
  })
  reading: string;

  @ApiProperty({
    type: () => PeriodResponse,
    nullable: true,
    description: 'null: 及时, without a number of days',
  })
  period: PeriodResponse | null;

  @ApiProperty({ enum: [...TRIGGERS], example: 'service' })
  startsOn: string;

  @ApiProperty({
    enum: ['waiting', 'running', 'closed', 'excused', 'withdrawn', 'outside-remit'],
    example: 'running',
  })
  state: string;

  @ApiProperty({
    enum: [
      'waiting',
      'undated',
      'running',
      'due-soon',
      'due-today',
      'awaiting-review',
      'overdue',
      'silent',
      'closed',
      'closed-late',
      'excused',
      'withdrawn',
      'outside-remit',
    ],
    description: 'The state as of today',
    example: 'running',
  })
  status: string;

  @ApiProperty({ ...DATE, description: 'Day zero', example: '2026-09-29' })
  startedOn: string | null;

  @ApiProperty({ ...DATE, description: 'It is late once this day has ended' })
  dueOn: string | null;

  @ApiProperty({ description: 'May still move with the next published holidays', example: false })
  provisional: boolean;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: "Days left in the period's own unit; negative once overdue",
    example: 5,
  })
  remaining: number | null;

  @ApiProperty({ type: Boolean, nullable: true, description: 'null while open and in time' })
  late: boolean | null;

  @ApiProperty({ ...DATE, description: 'Documented date of the act that closed it', example: null })
  closedOn: string | null;

  @ApiProperty({
    type: () => CountResponse,
    isArray: true,
    required: false,
    description: 'How its date was counted, each time; not in lists',
  })
  counts?: CountResponse[];

  static of({ duty, status, remaining, late, counts }: DutyView, whole: boolean): DutyResponse {
    const { id, key, rule, state, startedOn, dueOn, provisional, closedOn } = duty;
    const { name, action, row, clause, basis, reading, period, startsOn } = rule;
    return {
      id,
      key,
      name,
      action,
      row,
      clause,
      basis,
      reading,
      period,
      startsOn,
      state,
      status,
      startedOn,
      dueOn,
      provisional,
      remaining,
      late,
      closedOn,
      ...(whole ? { counts: counts.map((count) => CountResponse.of(count)) } : {}),
    };
  }
}

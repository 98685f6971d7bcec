import { ApiProperty } from '@nestjs/swagger';
import type { Preview } from '#notices';
import { type Level, LEVELS, type Role, ROLES, TRIGGERS } from '#rulebook';
import { BilingualResponse, PeriodResponse } from './duty.response.js';

export class RecipientDutyResponse {
  @ApiProperty({ example: 'reply' })
  key: string;

  @ApiProperty({ example: '五个工作日函复' })
  nameZh: string;

  @ApiProperty({ example: 'Reply in five working days' })
  nameEn: string;

  @ApiProperty({ type: () => PeriodResponse, nullable: true })
  period: PeriodResponse | null;

  @ApiProperty({ enum: [...TRIGGERS], example: 'service' })
  startsOn: string;

  @ApiProperty({ type: String, nullable: true, example: '二、协作处置' })
  clause: string | null;

  @ApiProperty({ enum: ['printed', 'extended'], example: 'extended' })
  reading: string;
}

export class RecipientResponse {
  @ApiProperty({ example: 'lvsi-power' })
  agencyCode: string;

  @ApiProperty({ example: '吕四港镇供电所' })
  agencyNameZh: string;

  @ApiProperty({ example: 'Lvsigang Power Supply Station' })
  agencyNameEn: string;

  @ApiProperty({ type: String, enum: [...LEVELS], example: 'town' })
  level: string;

  @ApiProperty({ type: String, enum: [...ROLES], example: 'power' })
  role: string;

  @ApiProperty({ example: 'copy-notice-sheet' })
  form: string;

  @ApiProperty({ type: () => BilingualResponse, description: 'What it is asked to do' })
  ask: BilingualResponse;

  @ApiProperty({ description: "The city's unit stands in for a missing one", example: false })
  fallback: boolean;

  @ApiProperty({ type: () => RecipientDutyResponse, isArray: true })
  duties: RecipientDutyResponse[];
}

export class MissingResponse {
  @ApiProperty({ type: String, enum: [...LEVELS], example: 'town' })
  level: Level;

  @ApiProperty({ type: String, enum: [...ROLES], example: 'water' })
  role: Role;
}

export class IssuerDutyResponse {
  @ApiProperty({ example: 'report-within-a-day' })
  key: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-09-30' })
  dueOn: string | null;

  @ApiProperty({ example: false })
  overdue: boolean;
}

/** What an issue would do, and what whoever issues it should know before. */
export class PreviewResponse implements Omit<Preview, 'warnings'> {
  @ApiProperty({ type: () => RecipientResponse, isArray: true })
  recipients: Preview['recipients'];

  @ApiProperty({
    type: () => MissingResponse,
    isArray: true,
    description: 'Recipients for whom neither the town nor the city has a unit',
  })
  missing: MissingResponse[];

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'What does not hinder the issue; in Chinese',
    example: ['地块3206812026000123已有文书启自然资吕抄〔2026〕9号；本次仍可制发'],
  })
  warnings: string[];

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'The same in English, in the same order',
    example: [
      'Parcel 3206812026000123 has the notice 启自然资吕抄〔2026〕9号 already; another may still be issued',
    ],
  })
  warningsEn: string[];

  @ApiProperty({ type: () => IssuerDutyResponse, isArray: true })
  issuerDuties: IssuerDutyResponse[];

  static of({ warnings, ...preview }: Preview): PreviewResponse {
    return {
      ...preview,
      warnings: warnings.map(({ zh }) => zh),
      warningsEn: warnings.map(({ en }) => en),
    };
  }
}

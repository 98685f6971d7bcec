import { ApiProperty } from '@nestjs/swagger';
import type { DeadlineCertificate } from '#notices';
import { ACCOUNTABLE_OF, type Accountable, GRADES, POSTS } from '#rulebook';
import { AgencyResponse } from './copy.response.js';
import { DutyResponse } from './duty.response.js';

export class AccountableResponse {
  @ApiProperty({ enum: [...POSTS], example: 'deputy-in-charge' })
  post: string;

  @ApiProperty({ enum: [...ACCOUNTABLE_OF], example: 'agency' })
  of: string;

  @ApiProperty({ enum: [...GRADES], example: 'leadership' })
  grade: string;

  static of({ post, of, grade }: Accountable): AccountableResponse {
    return { post, of, grade };
  }
}

/** 期限证明: everything on which the date of one duty rests. */
export class CertificateResponse {
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: "null: the issuer's own duty",
  })
  copyId: string | null;

  @ApiProperty({ type: () => AgencyResponse, description: 'Who owes it' })
  agency: AgencyResponse;

  @ApiProperty({ type: String, nullable: true, example: '启自然资吕抄〔2026〕17号' })
  number: string | null;

  @ApiProperty({
    type: () => DutyResponse,
    description: 'Rule, clause, dates, and every count with its days',
  })
  duty: DutyResponse;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The words of the clause',
    example: '各部门应在5个工作日内书面函复',
  })
  quote: string | null;

  @ApiProperty({
    type: () => AccountableResponse,
    isArray: true,
    description: 'Posts that the clause names',
  })
  accountable: AccountableResponse[];

  @ApiProperty({
    description: 'SHA-256 of the rulebook that routed the notice',
    example: '6f1ed002ab5595859014ebf0951522d9f1ed002ab5595859014ebf0951522d9a',
  })
  rulebookVersion: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description:
      "What proves the service that started it: the mail server's answer with the digest of the mail, or the record of service by hand; null where something else started it",
    example: { servedAt: '2026-09-29T02:00:00.000Z', method: 'email', response: '250 2.0.0 kept' },
  })
  startProof: Record<string, unknown> | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The calendar of the newest count',
    example: '1a2b3c4d',
  })
  calendarVersion: string | null;

  @ApiProperty({
    type: [String],
    description:
      'What the days of the counts rest on: published arrangements that name them, decrees for the others',
    example: ['国务院办公厅关于2026年部分节假日安排的通知'],
  })
  calendarSources: string[];

  static of(certificate: DeadlineCertificate): CertificateResponse {
    const { notice, copy, duty, startProof, calendar } = certificate;
    return {
      copyId: copy?.id ?? null,
      agency: AgencyResponse.of(copy?.agency ?? notice.issuer),
      number: copy?.document.number ?? null,
      duty: DutyResponse.of(duty, true),
      quote: duty.duty.rule.quote,
      accountable: duty.duty.rule.accountable.map((post) => AccountableResponse.of(post)),
      rulebookVersion: notice.rulebookVersion,
      startProof,
      calendarVersion: calendar.version,
      calendarSources: calendar.sources,
    };
  }
}

export class CertificatesResponse {
  @ApiProperty({ type: () => CertificateResponse, isArray: true })
  items: CertificateResponse[];
}

import { ApiProperty } from '@nestjs/swagger';
import type { NoticeEvent } from '#notices';

/** An append-only fact about a notice. */
export class EventResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  noticeId: string;

  @ApiProperty({ type: 'integer', description: 'Position within its notice, from 1', example: 3 })
  seq: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  copyId: string | null;

  @ApiProperty({ example: 'copy-acknowledged' })
  type: string;

  @ApiProperty({
    description: '`agency:…`, `officer:…`, `link:…` or `system`',
    example: 'link:office@lvsi-power.example',
  })
  actor: string;

  @ApiProperty({ type: 'object', additionalProperties: true, example: {} })
  data: Record<string, unknown>;

  @ApiProperty({ type: String, format: 'date-time' })
  occurredAt: Date;

  static of(event: NoticeEvent): EventResponse {
    const { id, noticeId, seq, copyId, type, actor, data, occurredAt } = event;
    return { id, noticeId, seq, copyId, type, actor, data, occurredAt };
  }
}

export class TimelineResponse {
  @ApiProperty({ type: () => EventResponse, isArray: true, description: 'Oldest first' })
  items: EventResponse[];
}

export class FeedResponse {
  @ApiProperty({
    type: () => EventResponse,
    isArray: true,
    description: 'Oldest first, without gaps',
  })
  items: EventResponse[];

  @ApiProperty({
    description: '`after` of the next call, also where nothing was new',
    example: '752.0199a3c2-5a0b-7cc1-8f2e-0242ac120002.3',
  })
  next: string;
}

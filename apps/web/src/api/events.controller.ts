import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Agency } from '#agencies';
import { EventFeed } from '#notices';
import { Access } from '../http/access.js';
import { EventResponse, FeedResponse } from './event.response.js';
import { Issuer } from './issuer.js';
import { ApiProblems } from './problem.response.js';
import { EventsQuery } from './verbs.dto.js';

@ApiTags('events')
@ApiBearerAuth('apiKey')
@Controller('v1/events')
export class EventsController {
  constructor(private readonly feed: EventFeed) {}

  @Get()
  @Access('api-key:notices:read')
  @ApiOperation({
    operationId: 'listEvents',
    summary: "What happened to the agency's notices, in order and without gaps",
  })
  @ApiOkResponse({ type: FeedResponse })
  @ApiProblems(422)
  async after(@Query() query: EventsQuery, @Issuer() issuer: Agency): Promise<FeedResponse> {
    const { after = null, limit } = query;
    const { items, next } = await this.feed.after(issuer.id, after, limit);
    return { items: items.map((event) => EventResponse.of(event)), next };
  }
}

import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Agency } from '#agencies';
import { IssueService, NoticeList, NoticeQueries, WithdrawalService } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { EventResponse, TimelineResponse } from './event.response.js';
import { APPROVAL_EXAMPLES, NOTICE_EXAMPLES, WITHDRAWAL_EXAMPLES } from './examples.js';
import { actorOf, IdPipe, Issuer, requireIdempotencyKey } from './issuer.js';
import { DryRunQuery, NoticeDto, NoticesQuery } from './notice.dto.js';
import { IssuedResponse, NoticePageResponse, NoticeResponse } from './notice.response.js';
import { PreviewResponse } from './preview.response.js';
import { ApiProblems } from './problem.response.js';
import { ApprovalDto, WithdrawalDto } from './verbs.dto.js';

const NoticeId = () => Param('id', new IdPipe('该文书', 'The notice'));

@ApiTags('notices')
@ApiBearerAuth('apiKey')
@Controller('v1/notices')
export class NoticesController {
  constructor(
    private readonly issuing: IssueService,
    private readonly withdrawals: WithdrawalService,
    private readonly lists: NoticeList,
    private readonly queries: NoticeQueries,
  ) {}

  @Post()
  @Access('api-key:notices:write')
  @ApiOperation({
    operationId: 'issueNotice',
    summary: 'Issue a notice, or preview it',
    description:
      'The Idempotency-Key is required unless `dryRun` is set, and kept for good: the same key and ' +
      'body replay the first answer, another body is 422, one that is still running 409.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    description: '1 to 200 printable characters; required unless `dryRun` is set',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    example: '7f0c6a0e-3f1b-4c55-9a57-0d3d3c1b8a10',
  })
  @ApiBody({ type: NoticeDto, examples: NOTICE_EXAMPLES })
  @ApiExtraModels(PreviewResponse)
  @ApiCreatedResponse({
    type: IssuedResponse,
    description: 'Issued, or saved for approval',
    headers: {
      Location: { description: 'Where it is', schema: { type: 'string' } },
      'Idempotency-Replayed': {
        description: '`true`: the first answer again',
        schema: { type: 'string', enum: ['true'] },
      },
    },
  })
  @ApiOkResponse({
    description: 'The preview of a dry run',
    schema: { $ref: getSchemaPath(PreviewResponse) },
  })
  @ApiProblems(400, 409, 413, 415, 422)
  async issue(
    @Body() body: NoticeDto,
    @Query() query: DryRunQuery,
    @Headers('idempotency-key') key: string | undefined,
    @Issuer() issuer: Agency,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuedResponse | PreviewResponse> {
    if (query.dryRun) {
      void reply.code(200);
      return PreviewResponse.of(await this.issuing.preview(body, issuer));
    }
    const actor = actorOf(issuer, body.drafter ?? body.facts.contact.name);
    const answer = await this.issuing.issue(body, issuer, actor, requireIdempotencyKey(key));
    request.about = { noticeId: answer.noticeId };
    void reply.header('location', `/v1/notices/${answer.noticeId}`);
    if (answer.replayed) void reply.header('idempotency-replayed', 'true');
    return { id: answer.noticeId, state: answer.state };
  }

  @Get()
  @Access('api-key:notices:read')
  @ApiOperation({ operationId: 'listNotices', summary: "The agency's own notices, newest first" })
  @ApiOkResponse({ type: NoticePageResponse })
  @ApiProblems(422)
  async list(@Query() query: NoticesQuery, @Issuer() issuer: Agency): Promise<NoticePageResponse> {
    const { cursor = null, limit, ...filter } = query;
    const { items, next } = await this.lists.list(issuer.id, filter, cursor, limit);
    return { items: items.map((view) => NoticeResponse.of(view, null)), next };
  }

  @Get(':id')
  @Access('api-key:notices:read')
  @ApiOperation({
    operationId: 'getNotice',
    summary: 'One notice, with every copy, its three axes, its duties and their dates',
  })
  @ApiOkResponse({ type: NoticeResponse })
  @ApiProblems(404)
  async get(@NoticeId() id: string, @Issuer() issuer: Agency): Promise<NoticeResponse> {
    const [view, circumstances] = await Promise.all([
      this.queries.view(id),
      this.queries.circumstances(id),
    ]);
    if (view?.notice.issuerId !== issuer.id) throw Problem.notFound('该文书', 'The notice');
    return NoticeResponse.of(view, circumstances);
  }

  @Get(':id/timeline')
  @Access('api-key:notices:read')
  @ApiOperation({ operationId: 'getTimeline', summary: 'What happened, oldest first' })
  @ApiOkResponse({ type: TimelineResponse })
  @ApiProblems(404)
  async timeline(@NoticeId() id: string, @Issuer() issuer: Agency): Promise<TimelineResponse> {
    const events = await this.queries.timeline(id);
    if (events[0]?.issuerId !== issuer.id) throw Problem.notFound('该文书', 'The notice');
    return { items: events.map((event) => EventResponse.of(event)) };
  }

  @Post(':id/withdrawal')
  @Access('api-key:notices:write')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'withdrawNotice',
    summary: 'Withdraw: open duties end, agencies are told, findings stay',
  })
  @ApiBody({ type: WithdrawalDto, examples: WITHDRAWAL_EXAMPLES })
  @ApiNoContentResponse({ description: 'Withdrawn' })
  @ApiProblems(400, 404, 409, 415, 422)
  async withdraw(
    @NoticeId() id: string,
    @Body() { reason }: WithdrawalDto,
    @Issuer() issuer: Agency,
  ): Promise<void> {
    await this.withdrawals.withdraw(id, issuer, reason, actorOf(issuer));
  }

  @Post(':id/approval')
  @Access('api-key:notices:write')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'approveNotice',
    summary: '审核: a second officer approves, and the notice is issued',
  })
  @ApiBody({ type: ApprovalDto, examples: APPROVAL_EXAMPLES })
  @ApiNoContentResponse({ description: 'Issued' })
  @ApiProblems(400, 404, 409, 415, 422)
  async approve(
    @NoticeId() id: string,
    @Body() { approver }: ApprovalDto,
    @Issuer() issuer: Agency,
  ): Promise<void> {
    await this.issuing.approve(id, issuer, actorOf(issuer, approver.trim()));
  }
}

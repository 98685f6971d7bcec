import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Agency } from '#agencies';
import { ReviewService } from '#notices';
import { Access } from '../http/access.js';
import { RETURN_EXAMPLES } from './examples.js';
import { actorOf, IdPipe, Issuer } from './issuer.js';
import { ApiProblems } from './problem.response.js';
import { ReturnDto } from './verbs.dto.js';

const ReplyId = () => Param('id', new IdPipe('该函复', 'The reply'));

@ApiTags('replies')
@ApiBearerAuth('apiKey')
@Controller('v1/replies')
export class RepliesController {
  constructor(private readonly reviews: ReviewService) {}

  @Post(':id/acceptance')
  @Access('api-key:notices:write')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'acceptReply',
    summary: 'Accept a reply: it closes the reply duty of its copy',
  })
  @ApiNoContentResponse({ description: 'Accepted' })
  @ApiProblems(404, 409)
  async accept(@ReplyId() id: string, @Issuer() issuer: Agency): Promise<void> {
    await this.reviews.accept(id, issuer, actorOf(issuer));
  }

  @Post(':id/return')
  @Access('api-key:notices:write')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'returnReply',
    summary: '退回: return a reply with a reason; the duty goes on',
  })
  @ApiBody({ type: ReturnDto, examples: RETURN_EXAMPLES })
  @ApiNoContentResponse({ description: 'Returned' })
  @ApiProblems(400, 404, 409, 415, 422)
  async return(
    @ReplyId() id: string,
    @Body() { reason }: ReturnDto,
    @Issuer() issuer: Agency,
  ): Promise<void> {
    await this.reviews.return(id, issuer, reason, actorOf(issuer));
  }
}

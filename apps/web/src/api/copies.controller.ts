import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Agency } from '#agencies';
import { AcknowledgementService, HandService } from '#notices';
import { Access } from '../http/access.js';
import { SERVICE_EXAMPLES, SIGNED_PAPER_EXAMPLES } from './examples.js';
import { actorOf, IdPipe, Issuer } from './issuer.js';
import { ApiProblems } from './problem.response.js';
import { ServiceDto, SignedPaperDto } from './verbs.dto.js';

@ApiTags('copies')
@ApiBearerAuth('apiKey')
@Controller('v1/copies')
export class CopiesController {
  constructor(
    private readonly hand: HandService,
    private readonly acknowledgements: AcknowledgementService,
  ) {}

  @Post(':id/service')
  @Access('api-key:notices:write')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'serveByHand',
    summary: 'Record a service by hand: its date starts the periods',
  })
  @ApiBody({ type: ServiceDto, examples: SERVICE_EXAMPLES })
  @ApiNoContentResponse({ description: 'Recorded' })
  @ApiProblems(400, 404, 409, 415, 422)
  async serve(
    @Param('id', new IdPipe('该份文书', 'The copy')) id: string,
    @Body() service: ServiceDto,
    @Issuer() issuer: Agency,
  ): Promise<void> {
    await this.hand.serveByHand(id, issuer, service, actorOf(issuer));
  }

  @Post(':id/acknowledgement')
  @Access('api-key:notices:write')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'recordSignedPaper',
    summary: 'Record paper that the agency signed: the strongest grade of acknowledgement',
  })
  @ApiBody({ type: SignedPaperDto, examples: SIGNED_PAPER_EXAMPLES })
  @ApiNoContentResponse({ description: 'Recorded' })
  @ApiProblems(400, 404, 409, 415, 422)
  async acknowledge(
    @Param('id', new IdPipe('该份文书', 'The copy')) id: string,
    @Body() paper: SignedPaperDto,
    @Issuer() issuer: Agency,
  ): Promise<void> {
    await this.acknowledgements.recordSignedPaper(id, issuer, paper, actorOf(issuer));
  }
}

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { deadline, DeadlineQuestionError } from '#calendar';
import { StandingService } from '#notices';
import { Problem } from '#platform';
import { Access } from '../http/access.js';
import { DeadlineResponse } from './deadline.response.js';
import { DEADLINE_EXAMPLES } from './examples.js';
import { ApiProblems } from './problem.response.js';
import { DeadlineDto } from './verbs.dto.js';

@ApiTags('deadlines')
@ApiBearerAuth('apiKey')
@Controller('v1/deadlines')
export class DeadlinesController {
  constructor(private readonly standing: StandingService) {}

  @Post()
  @Access('api-key:notices:read')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'countDeadline',
    summary: 'Count a deadline on the working-day calendar, day by day',
  })
  @ApiBody({ type: DeadlineDto, examples: DEADLINE_EXAMPLES })
  @ApiOkResponse({ type: DeadlineResponse })
  @ApiProblems(400, 415, 422)
  async count(@Body() question: DeadlineDto): Promise<DeadlineResponse> {
    try {
      return deadline(await this.standing.calendar(), question);
    } catch (error) {
      if (!(error instanceof DeadlineQuestionError)) throw error;
      throw Problem.field(error.field, error.zh, error.message);
    }
  }
}

import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Agency } from '#agencies';
import { certificatesOf, NoticeQueries, StandingService } from '#notices';
import { Problem } from '#platform';
import { Access } from '../http/access.js';
import { CertificateResponse, CertificatesResponse } from './certificate.response.js';
import { IdPipe, Issuer } from './issuer.js';
import { ApiProblems } from './problem.response.js';

@ApiTags('notices')
@ApiBearerAuth('apiKey')
@Controller('v1/notices')
export class CertificatesController {
  constructor(
    private readonly queries: NoticeQueries,
    private readonly standing: StandingService,
  ) {}

  @Get(':id/deadlines')
  @Access('api-key:notices:read')
  @ApiOperation({
    operationId: 'getDeadlineCertificates',
    summary:
      'On what each date of a notice rests: rule, service and its proof, calendar, every day counted',
  })
  @ApiOkResponse({ type: CertificatesResponse })
  @ApiProblems(404)
  async list(
    @Param('id', new IdPipe('该文书', 'The notice')) id: string,
    @Issuer() issuer: Agency,
  ): Promise<CertificatesResponse> {
    const view = await this.queries.view(id);
    if (view?.notice.issuerId !== issuer.id) throw Problem.notFound('该文书', 'The notice');
    const certificates = certificatesOf(view, await this.standing.calendar());
    return { items: certificates.map((one) => CertificateResponse.of(one)) };
  }
}

import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Agency } from '#agencies';
import { DailyRoots, evidenceName, NoticeEvidence, NoticeQueries, SigningKeys } from '#notices';
import type { FastifyReply } from 'fastify';
import { Access } from '../http/access.js';
import { sendZip } from '../http/send-zip.js';
import { IdPipe, Issuer } from './issuer.js';
import { ApiProblems } from './problem.response.js';

/** Roots that are published beside the keys. */
const PUBLISHED_ROOTS = 400;

@ApiTags('notices')
@Controller()
export class EvidenceController {
  constructor(
    private readonly evidence: NoticeEvidence,
    private readonly queries: NoticeQueries,
    private readonly keys: SigningKeys,
    private readonly roots: DailyRoots,
  ) {}

  @Get('v1/notices/:id/evidence')
  @Access('api-key:notices:read')
  @ApiBearerAuth('apiKey')
  @ApiOperation({
    operationId: 'getEvidence',
    summary: 'Everything of one notice as a zip that proves itself offline',
    description:
      'Documents, mails as sent, forms, attachments, events, the proof up to a signed root, and `verify.mjs`.',
  })
  @ApiProduces('application/zip')
  @ApiOkResponse({ description: 'The zip', schema: { type: 'string', format: 'binary' } })
  @ApiProblems(404)
  async zip(
    @Param('id', new IdPipe('该文书', 'The notice')) id: string,
    @Issuer() issuer: Agency,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.requireOwn(id, issuer.id);
    await sendZip(reply, evidenceName(id), (output) => this.evidence.write(id, output));
  }

  @Get('.well-known/chaogao-keys.json')
  @Access('public')
  @ApiOperation({
    operationId: 'getKeys',
    summary: 'The public keys that sign daily roots and evidence, and the latest roots',
  })
  @ApiOkResponse({ description: 'Keys, the oldest first', schema: { type: 'object' } })
  async published(): Promise<{ keys: unknown[]; roots: unknown[] }> {
    const roots = await this.roots.recent(PUBLISHED_ROOTS);
    return {
      keys: await this.keys.published(),
      roots: roots.map(({ statement, key, signature }) => ({ statement, key, signature })),
    };
  }
}

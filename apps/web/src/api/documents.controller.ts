import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Agency } from '#agencies';
import { CaseFiles, NoticeDocuments, NoticeQueries } from '#notices';
import { Problem } from '#platform';
import type { FastifyReply } from 'fastify';
import { Access } from '../http/access.js';
import { fileHeaders } from '../views/send-page.js';
import { DocumentResponse, DocumentsResponse } from './document.response.js';
import { IdPipe, Issuer } from './issuer.js';
import { ApiProblems } from './problem.response.js';

const PDF = 'application/pdf';
const PDF_ANSWER = { description: 'PDF/A-2b', schema: { type: 'string', format: 'binary' } };

/** The formal documents of an agency's own notices. */
@ApiTags('documents')
@ApiBearerAuth('apiKey')
@Controller('v1')
export class DocumentsController {
  constructor(
    private readonly documents: NoticeDocuments,
    private readonly caseFiles: CaseFiles,
    private readonly queries: NoticeQueries,
  ) {}

  @Get('notices/:id/documents')
  @Access('api-key:notices:read')
  @ApiOperation({
    operationId: 'listDocuments',
    summary: 'Documents of a notice: the notice itself, replies, records of silence',
    description: 'A document appears once it has been made, seconds after what it records.',
  })
  @ApiOkResponse({ type: DocumentsResponse })
  @ApiProblems(404)
  async list(
    @Param('id', new IdPipe('该文书', 'The notice')) id: string,
    @Issuer() issuer: Agency,
  ): Promise<DocumentsResponse> {
    await this.queries.requireOwn(id, issuer.id);
    return { items: (await this.documents.listOf(id)).map((file) => DocumentResponse.of(file)) };
  }

  @Get('notices/:id/case-file')
  @Access('api-key:notices:read')
  @ApiOperation({
    operationId: 'getCaseFile',
    summary: '卷宗: everything of a notice in one PDF, with the certificate of each date',
  })
  @ApiProduces(PDF)
  @ApiOkResponse(PDF_ANSWER)
  @ApiProblems(404)
  async caseFile(
    @Param('id', new IdPipe('该文书', 'The notice')) id: string,
    @Issuer() issuer: Agency,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.requireOwn(id, issuer.id);
    const { content, filename } = await this.caseFiles.of(id);
    void fileHeaders(reply, PDF, filename).send(content);
  }

  @Get('documents/:id')
  @Access('api-key:notices:read')
  @ApiOperation({ operationId: 'getDocument', summary: 'A document, byte for byte as it was made' })
  @ApiProduces(PDF)
  @ApiOkResponse(PDF_ANSWER)
  @ApiProblems(404)
  async get(
    @Param('id', new IdPipe('该文件', 'The document')) id: string,
    @Issuer() issuer: Agency,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.documents.read(id, issuer.id);
    if (!file) throw Problem.notFound('该文件', 'The document');
    void fileHeaders(reply, PDF, file.filename).send(file.content);
  }
}

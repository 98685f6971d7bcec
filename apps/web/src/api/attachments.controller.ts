import type {} from '@fastify/multipart';
import { Controller, Post, Req } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Agency } from '#agencies';
import { ATTACHMENT_LIMIT, AttachmentService } from '#notices';
import { Problem } from '#platform';
import type { FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { asUnreadable } from '../http/multipart.js';
import { StoredAttachmentResponse } from './attachment.dto.js';
import { Issuer } from './issuer.js';
import { ApiProblems } from './problem.response.js';

@ApiTags('attachments')
@ApiBearerAuth('apiKey')
@Controller('v1/attachments')
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentService) {}

  @Post()
  @Access('api-key:notices:write')
  @ApiOperation({
    operationId: 'storeAttachment',
    summary: 'Store a file, to be named in a notice by its digest',
    description: `One file of at most ${ATTACHMENT_LIMIT / 1024 / 1024} MiB: JPEG, PNG, WebP, PDF, DOCX or XLSX, judged by its content.`,
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  })
  @ApiCreatedResponse({ type: StoredAttachmentResponse })
  @ApiProblems(400, 413, 415, 422)
  async store(
    @Req() request: FastifyRequest,
    @Issuer() issuer: Agency,
  ): Promise<StoredAttachmentResponse> {
    return this.attachments.store(issuer.id, await uploadIn(request));
  }
}

/** @throws Problem 400, 413, 415 and 422 where the request carries no file that could be stored */
async function uploadIn(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) {
    throw new Problem(
      415,
      'unsupported-media-type',
      '请以 multipart/form-data 上传文件。',
      [],
      'Upload the file as multipart/form-data.',
    );
  }
  // One byte more than may be stored, so that it is the store that says what is too large.
  const limits = { fileSize: ATTACHMENT_LIMIT + 1, files: 1, fields: 10, parts: 11 };
  try {
    const part = await request.file({ limits });
    if (!part) throw Problem.field('file', '请在 file 一项中附上文件', 'Attach the file as “file”');
    return await part.toBuffer();
  } catch (error) {
    throw asUnreadable(error);
  }
}

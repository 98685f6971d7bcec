import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { AuditService } from '#access';
import { evidenceName, NoticeEvidence } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { sendZip } from '../http/send-zip.js';
import { ConsoleDoor } from './console-door.service.js';

/** The evidence zip, for whoever may see the notice. That it was taken is in the audit. */
@Controller('console/notices/:noticeId/evidence')
export class EvidenceController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly evidence: NoticeEvidence,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @Access('officer:land-office', 'officer:secretariat', 'officer:auditor')
  async zip(
    @Param('noticeId') noticeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    await this.door.notice(officer, noticeId);
    await this.audit.record({
      who: officer.username,
      name: officer.name,
      act: '/console/notices/:noticeId/evidence',
      subject: `/console/notices/${noticeId}/evidence`,
      ip: request.ip,
      outcome: 'done',
    });
    await sendZip(reply, evidenceName(noticeId), (output) => this.evidence.write(noticeId, output));
  }
}

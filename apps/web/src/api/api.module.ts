import { Module } from '@nestjs/common';
import { NoticesModule } from '#notices';
import { AttachmentsController } from './attachments.controller.js';
import { CertificatesController } from './certificates.controller.js';
import { CopiesController } from './copies.controller.js';
import { DeadlinesController } from './deadlines.controller.js';
import { DocumentsController } from './documents.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { EventsController } from './events.controller.js';
import { NoticesController } from './notices.controller.js';
import { ProblemsController } from './problems.controller.js';
import { RepliesController } from './replies.controller.js';

/** What land offices' software calls: REST under /v1. */
@Module({
  imports: [NoticesModule],
  controllers: [
    AttachmentsController,
    CertificatesController,
    CopiesController,
    DeadlinesController,
    DocumentsController,
    EventsController,
    EvidenceController,
    NoticesController,
    ProblemsController,
    RepliesController,
  ],
})
export class ApiModule {}

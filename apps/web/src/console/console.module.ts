import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { AgenciesModule } from '#agencies';
import { NoticesModule } from '#notices';
import { AccountController } from './account/account.controller.js';
import { TotpController } from './account/totp.controller.js';
import { ConsoleDoor } from './console-door.service.js';
import { ConsoleDocumentsController } from './documents.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { CopyController } from './copy.controller.js';
import { ListsController } from './lists.controller.js';
import { DESK_CONTROLLERS, DESK_PROVIDERS } from './desk/desk.controllers.js';
import { MessageController } from './message.controller.js';
import { NoticeController } from './notice.controller.js';
import { AuditController } from './operator/audit.controller.js';
import { STANDING_CONTROLLERS } from './operator/controllers.js';
import { OfficersController } from './operator/officers.controller.js';
import { AgencyRecordController } from './secretariat/agency-record.controller.js';
import { SECRETARIAT_CONTROLLERS } from './secretariat/secretariat.controllers.js';
import { MeetingDoor } from './secretariat/meeting-door.service.js';
import { TodayController } from './secretariat/today.controller.js';
import { UnansweredController } from './secretariat/unanswered.controller.js';
import { SessionController } from './session.controller.js';

/** The pages behind a login: the secretariat's and the land offices'. */
@Module({
  imports: [AccessModule, AgenciesModule, NoticesModule],
  controllers: [
    SessionController,
    ListsController,
    TodayController,
    UnansweredController,
    AgencyRecordController,
    NoticeController,
    MessageController,
    EvidenceController,
    CopyController,
    ConsoleDocumentsController,
    ...SECRETARIAT_CONTROLLERS,
    ...DESK_CONTROLLERS,
    AccountController,
    TotpController,
    OfficersController,
    AuditController,
    ...STANDING_CONTROLLERS,
  ],
  providers: [...DESK_PROVIDERS, ConsoleDoor, MeetingDoor],
})
export class ConsoleModule {}

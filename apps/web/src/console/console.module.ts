import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { AgenciesModule } from '#agencies';
import { NoticesModule } from '#notices';
import { AccountController } from './account/account.controller.js';
import { TotpController } from './account/totp.controller.js';
import { ConsoleDoor } from './console-door.service.js';
import { CopyController } from './copy.controller.js';
import { ListsController } from './lists.controller.js';
import { NoticeController } from './notice.controller.js';
import { AuditController } from './operator/audit.controller.js';
import { OfficersController } from './operator/officers.controller.js';
import { DecideController } from './secretariat/decide.controller.js';
import { SessionController } from './session.controller.js';

/** The pages behind a login: the secretariat's and the land offices'. */
@Module({
  imports: [AccessModule, AgenciesModule, NoticesModule],
  controllers: [
    SessionController,
    ListsController,
    NoticeController,
    CopyController,
    DecideController,
    AccountController,
    TotpController,
    OfficersController,
    AuditController,
  ],
  providers: [ConsoleDoor],
})
export class ConsoleModule {}

import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { AgenciesModule } from '#agencies';
import { NoticesModule } from '#notices';
import { ConsoleDoor } from './console-door.service.js';
import { CopyController } from './copy.controller.js';
import { ListsController } from './lists.controller.js';
import { NoticeController } from './notice.controller.js';
import { SessionController } from './session.controller.js';

/** The pages behind a login: the secretariat's and the land offices'. */
@Module({
  imports: [AccessModule, AgenciesModule, NoticesModule],
  controllers: [SessionController, ListsController, NoticeController, CopyController],
  providers: [ConsoleDoor],
})
export class ConsoleModule {}

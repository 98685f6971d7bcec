import { type DynamicModule, Module } from '@nestjs/common';
import { JobsModule } from '#jobs';
import { MailModule } from '#mail';
import { NoticesModule } from '#notices';
import { type Clock, type Config, PlatformModule } from '#platform';
import { InboundListener } from './inbound-listener.service.js';
import { Mailbox } from './mailbox.service.js';
import { MessagesProcessor } from './messages.processor.js';
import { Timers } from './timers.service.js';
import { WorkerLog } from './worker-log.js';

/** The background process: sends messages, carries out steps. No HTTP. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, clock?: Clock): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(config, clock),
        JobsModule.forRoot(config),
        MailModule,
        NoticesModule,
      ],
      providers: [InboundListener, Mailbox, MessagesProcessor, Timers, WorkerLog],
    };
  }
}

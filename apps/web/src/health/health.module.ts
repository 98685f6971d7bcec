import { Module } from '@nestjs/common';
import { NoticesModule } from '#notices';
import { HealthController } from './health.controller.js';
import { Watchdog } from './watchdog.service.js';

@Module({ imports: [NoticesModule], controllers: [HealthController], providers: [Watchdog] })
export class HealthModule {}

import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Watchdog } from './watchdog.service.js';

@Module({ controllers: [HealthController], providers: [Watchdog] })
export class HealthModule {}

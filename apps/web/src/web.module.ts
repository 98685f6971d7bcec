import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessModule } from '#access';
import { JobsModule } from '#jobs';
import { type Clock, type Config, PlatformModule } from '#platform';
import { ApiModule } from './api/api.module.js';
import { ConsoleModule } from './console/console.module.js';
import { HealthModule } from './health/health.module.js';
import { AccessGuard } from './http/access.guard.js';
import { ApiKeyDoor } from './http/api-key-door.service.js';
import { OfficerDoor } from './http/officer-door.service.js';
import type { ProblemFilter } from './http/problem.filter.js';
import { ShapePipe } from './http/validation.pipe.js';
import { LinkModule } from './link/link.module.js';
import { ViewsModule } from './views/views.module.js';

/** The HTTP process: the API, the agencies' pages, the console. */
@Module({})
export class WebModule {
  static forRoot(config: Config, clock: Clock, problems: ProblemFilter): DynamicModule {
    return {
      module: WebModule,
      imports: [
        PlatformModule.forRoot(config, clock),
        JobsModule.forRoot(config),
        AccessModule,
        ViewsModule,
        ApiModule,
        LinkModule,
        ConsoleModule,
        HealthModule,
      ],
      providers: [
        ApiKeyDoor,
        OfficerDoor,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: ShapePipe },
        { provide: APP_FILTER, useValue: problems },
      ],
    };
  }
}

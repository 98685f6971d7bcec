import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { dataSourceOptions } from './data-source.js';

/** Configuration, clock and database for one process. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config, clock = new Clock()): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.DATABASE_URL, config.DATABASE_POOL, config.DATABASE_WAIT_MS),
          autoLoadEntities: true,
        }),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
      ],
      exports: [CONFIG, Clock],
    };
  }
}

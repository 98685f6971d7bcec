import { Module } from '@nestjs/common';

/** Root of a command's services: the modules that a command needs are imported into it. */
@Module({})
export class CommandModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Agency, Contact, Region } from './agency.entity.js';
import { DirectoryService } from './directory.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Agency, Contact, Region])],
  providers: [DirectoryService],
  exports: [DirectoryService],
})
export class AgenciesModule {}

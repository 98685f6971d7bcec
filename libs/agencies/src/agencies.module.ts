import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Agency, CityExtent, Contact, Region } from './agency.entity.js';
import { DirectoryQueries } from './directory-queries.service.js';
import { DirectoryService } from './directory.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Agency, CityExtent, Contact, Region])],
  providers: [DirectoryQueries, DirectoryService],
  exports: [DirectoryQueries, DirectoryService],
})
export class AgenciesModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKey, Officer, Session } from './access.entities.js';
import { ApiKeyService } from './api-key.service.js';
import { LinkTokens } from './link-tokens.js';
import { OfficerService } from './officer.service.js';

/** Who may do what: API keys, officers and their sessions, tokens of links. */
@Module({
  imports: [TypeOrmModule.forFeature([ApiKey, Officer, Session])],
  providers: [ApiKeyService, LinkTokens, OfficerService],
  exports: [ApiKeyService, LinkTokens, OfficerService],
})
export class AccessModule {}

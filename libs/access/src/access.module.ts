import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKey, Officer, PendingSignIn, RecoveryCode, Session } from './access.entities.js';
import { ApiKeyService } from './api-key.service.js';
import { AuditEntry } from './audit.entity.js';
import { AuditService } from './audit.service.js';
import { DocumentTokens } from './document-tokens.js';
import { LinkTokens } from './link-tokens.js';
import { MailedCodes } from './mailed-codes.js';
import { OfficerService } from './officer.service.js';
import { PasswordService } from './password.service.js';
import { Sealed } from './sealed.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';
import { TotpService } from './totp.service.js';

const SERVICES = [
  ApiKeyService,
  AuditService,
  DocumentTokens,
  LinkTokens,
  MailedCodes,
  OfficerService,
  PasswordService,
  Sealed,
  SessionService,
  SignInService,
  TotpService,
];

/** Who may do what and who did what: API keys, officers and their sessions, tokens of links, audit. */
@Module({
  imports: [
    TypeOrmModule.forFeature([ApiKey, AuditEntry, Officer, PendingSignIn, RecoveryCode, Session]),
  ],
  providers: SERVICES,
  exports: SERVICES,
})
export class AccessModule {}

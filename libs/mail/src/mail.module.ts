import { Module } from '@nestjs/common';
import { MailAddresses } from './addresses.js';
import { MailSigner } from './dkim.js';
import { MailTransport } from './mail-transport.js';

const SERVICES = [MailAddresses, MailSigner, MailTransport];

@Module({ providers: SERVICES, exports: SERVICES })
export class MailModule {}

import { Module } from '@nestjs/common';
import { MailAddresses } from './addresses.js';
import { MailTransport } from './mail-transport.js';

const SERVICES = [MailAddresses, MailTransport];

@Module({ providers: SERVICES, exports: SERVICES })
export class MailModule {}

import { Module } from '@nestjs/common';
import { NoticesModule } from '#notices';
import { KeysController } from './keys.controller.js';
import { LinkDoor } from './link-door.service.js';
import { LinkFormsController } from './link-forms.controller.js';
import { LinkNoticeController } from './link-notice.controller.js';
import { PaperController } from './paper.controller.js';

/** The pages behind an e-mail link: an agency acts without an account. */
@Module({
  imports: [NoticesModule],
  controllers: [LinkNoticeController, LinkFormsController, PaperController, KeysController],
  providers: [LinkDoor],
})
export class LinkModule {}

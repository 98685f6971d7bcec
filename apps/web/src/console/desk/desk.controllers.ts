import { ApprovalsController } from './approvals.controller.js';
import { BatchController } from './batch.controller.js';
import { ComposeController } from './compose.controller.js';
import { CopyMailsController } from './copy-mails.controller.js';
import { DraftIntake } from './draft-intake.service.js';
import { KeysController } from './keys.controller.js';
import { MailReplyController } from './mail-reply.controller.js';
import { MineController } from './mine.controller.js';

/** The land office's desk. */
export const DESK_CONTROLLERS = [
  MailReplyController,
  MineController,
  ComposeController,
  CopyMailsController,
  ApprovalsController,
  BatchController,
  KeysController,
];

export const DESK_PROVIDERS = [DraftIntake];

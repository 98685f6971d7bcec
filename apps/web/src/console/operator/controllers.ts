import { CalendarController } from './calendar.controller.js';
import { DirectoryController } from './directory.controller.js';
import { DirectoryEditController } from './directory-edit.controller.js';
import { DirectoryImportController } from './directory-import.controller.js';
import { HoldingPenController } from './holding-pen.controller.js';
import { QueuesController } from './queues.controller.js';
import { RulebookController } from './rulebook.controller.js';

/** What notices rest on: directory, calendar, rulebook, and the queue that carries the mail. */
export const STANDING_CONTROLLERS = [
  CalendarController,
  DirectoryController,
  DirectoryEditController,
  DirectoryImportController,
  HoldingPenController,
  QueuesController,
  RulebookController,
];

import { AgendaController } from './agenda.controller.js';
import { DecideController } from './decide.controller.js';
import { DecideSeveralController } from './decide-several.controller.js';
import { MeetingsController } from './meetings.controller.js';
import { MinutesController } from './minutes.controller.js';
import { ReachabilityController } from './reachability.controller.js';

/** What the secretariat decides. */
export const SECRETARIAT_CONTROLLERS = [
  DecideController,
  DecideSeveralController,
  MeetingsController,
  AgendaController,
  MinutesController,
  ReachabilityController,
];

import { AgendaService } from './agenda.service.js';
import { BulkDecisionService } from './bulk-decision.service.js';
import { DecisionBatch } from './decision-batch.entity.js';
import {
  AgendaItem,
  Assignment,
  Correction,
  Meeting,
  MeetingEvent,
  Resolution,
} from './meeting.entities.js';
import { MeetingQueries } from './meeting-queries.service.js';
import { MeetingService } from './meeting.service.js';
import { NamingService } from './naming.service.js';
import { Call, ReachabilityTask } from './reachability.entities.js';
import { ReachabilityQueries } from './reachability-queries.service.js';
import { ReachabilityService } from './reachability.service.js';
import { ResolutionService } from './resolution.service.js';
import { TransferService } from './transfer.service.js';

/** What the secretariat does beside deciding on one copy. */
export const SECRETARIAT_VERBS = [
  AgendaService,
  BulkDecisionService,
  MeetingQueries,
  MeetingService,
  NamingService,
  ReachabilityQueries,
  ReachabilityService,
  ResolutionService,
  TransferService,
];

export const SECRETARIAT_ENTITIES = [
  AgendaItem,
  Assignment,
  Call,
  Correction,
  DecisionBatch,
  Meeting,
  MeetingEvent,
  ReachabilityTask,
  Resolution,
];

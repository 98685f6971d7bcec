import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '#access';
import { AgenciesModule } from '#agencies';
import { DocumentsModule } from '#documents';
import { MailModule } from '#mail';
import { AcknowledgementService } from './acknowledgement.service.js';
import { AnswerService } from './answer.service.js';
import { AttachmentService } from './attachment.service.js';
import { AudienceService } from './audience.service.js';
import { CalendarImportService } from './calendar-import.service.js';
import { CalendarPreviewService } from './calendar-preview.service.js';
import { CopyRecorder } from './copy-recorder.service.js';
import { DecisionService } from './decision.service.js';
import { BatchRunner } from './desk/batch-runner.service.js';
import { BatchService } from './desk/batch.service.js';
import { Batch, BatchRow, Draft } from './desk/desk.entities.js';
import { DraftService } from './desk/draft.service.js';
import { OwedQueries } from './desk/owed-queries.service.js';
import { ReminderService } from './desk/reminder.service.js';
import { DailyRoots } from './evidence/daily-roots.service.js';
import { NoticeEvidence } from './evidence/notice-evidence.service.js';
import { SigningKeys } from './evidence/signing-keys.service.js';
import { DigestService } from './digest.service.js';
import {
  DOCUMENT_ENTITIES,
  DOCUMENT_PARTS,
  DOCUMENT_SERVICES,
} from './documents/documents.parts.js';
import { Circumstance, Count, Decision, Duty, Silence, Step } from './duty.entities.js';
import { HandService } from './hand.service.js';
import { INBOUND_ENTITIES, INBOUND_SERVICES } from './inbound/inbound.parts.js';
import { IssueService } from './issue.service.js';
import { LinkService } from './link.service.js';
import { MailComposer } from './mail-composer.js';
import { Message } from './message.entity.js';
import {
  Attachment,
  Copy,
  Document,
  Link,
  Notice,
  NoticeEvent,
  Reply,
  Submission,
} from './notice.entities.js';
import { NoticeWriter } from './notice-writer.js';
import { OutboxService } from './outbox.service.js';
import { OutgoingMails } from './outgoing-mails.service.js';
import { AgencyRecords } from './queries/agency-record.service.js';
import { EventFeed } from './queries/event-feed.service.js';
import { NoticeList } from './queries/notice-list.service.js';
import { NoticeQueries } from './queries/notice-queries.service.js';
import { NamedSubjects } from './queries/named-subjects.service.js';
import { OutboxQueries } from './queries/outbox-queries.service.js';
import { StandingQueries } from './queries/standing-queries.service.js';
import { NoticeSearch } from './queries/notice-search.service.js';
import { TallyService } from './queries/tally.service.js';
import { TodayQueries } from './queries/today.service.js';
import { UnansweredQueries } from './queries/unanswered.service.js';
import { ProvisionalDates } from './provisional-dates.service.js';
import { RecountService } from './recount.service.js';
import { ReviewService } from './review.service.js';
import { SECRETARIAT_ENTITIES, SECRETARIAT_VERBS } from './secretariat/secretariat.parts.js';
import { SendService } from './send.service.js';
import { SentMails } from './sent-mails.service.js';
import { StandingService } from './standing.service.js';
import { StepRunner } from './step-runner.service.js';
import { Sweeper } from './sweeper.service.js';
import { WithdrawalService } from './withdrawal.service.js';

const VERBS = [
  ...INBOUND_SERVICES,
  ...DOCUMENT_SERVICES,
  AcknowledgementService,
  AgencyRecords,
  ...SECRETARIAT_VERBS,
  AnswerService,
  AttachmentService,
  BatchRunner,
  BatchService,
  CalendarImportService,
  CalendarPreviewService,
  DailyRoots,
  DecisionService,
  DigestService,
  DraftService,
  EventFeed,
  HandService,
  IssueService,
  LinkService,
  NoticeEvidence,
  NamedSubjects,
  NoticeList,
  NoticeQueries,
  OutboxQueries,
  OwedQueries,
  ReminderService,
  ProvisionalDates,
  RecountService,
  ReviewService,
  SendService,
  SentMails,
  SigningKeys,
  StandingQueries,
  StandingService,
  StepRunner,
  Sweeper,
  TallyService,
  TodayQueries,
  UnansweredQueries,
  WithdrawalService,
];

/** The heart: notices, their copies, duties, steps and decisions. Needs JobsModule beside it. */
@Module({
  imports: [
    AccessModule,
    AgenciesModule,
    DocumentsModule,
    MailModule,
    TypeOrmModule.forFeature([
      ...DOCUMENT_ENTITIES,
      ...INBOUND_ENTITIES,
      ...SECRETARIAT_ENTITIES,
      Attachment,
      Batch,
      BatchRow,
      Circumstance,
      Copy,
      Count,
      Decision,
      Document,
      Draft,
      Duty,
      Link,
      Message,
      Notice,
      NoticeEvent,
      Reply,
      Silence,
      Step,
      Submission,
    ]),
  ],
  providers: [
    ...VERBS,
    ...DOCUMENT_PARTS,
    AudienceService,
    CopyRecorder,
    MailComposer,
    NoticeSearch,
    NoticeWriter,
    OutboxService,
    OutgoingMails,
  ],
  exports: VERBS,
})
export class NoticesModule {}

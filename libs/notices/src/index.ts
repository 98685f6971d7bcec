export { ACKNOWLEDGEMENT_GRADES, type AcknowledgementGrade } from './acknowledgement.rules.js';
export { AcknowledgementService } from './acknowledgement.service.js';
export { ACT_FIELDS, type ActField, STATED_IN_REPLY } from './act-fields.js';
export { AnswerService } from './answer.service.js';
export { ATTACHMENT_LIMIT, AttachmentService } from './attachment.service.js';
export { certificatesOf, type DeadlineCertificate } from './certificate.rules.js';
export { CalendarImportService } from './calendar-import.service.js';
export {
  type CalendarPreview,
  CalendarPreviewService,
  type MovedDuty,
} from './calendar-preview.service.js';
export { DUTY_DECISIONS } from './decision.rules.js';
export { DecisionService } from './decision.service.js';
export { BatchRunner } from './desk/batch-runner.service.js';
export {
  type BatchCounts,
  type BatchRowView,
  BatchService,
  MOST_BATCH_ROWS,
  type ReadRow,
} from './desk/batch.service.js';
export { type AreaUnit, squareMetresOf } from './desk/area.rules.js';
export { pointInWords, readPoint } from './desk/coordinates.rules.js';
export { Batch, type BatchRowState, Draft, type DraftFile } from './desk/desk.entities.js';
export { CaseFiles } from './documents/case-files.service.js';
export { DocumentMaker } from './documents/document-maker.service.js';
export { type DocumentFile } from './documents/document-file.entity.js';
export { LinkAgainService, type PaperView } from './documents/link-again.service.js';
export { NoticeDocuments } from './documents/notice-documents.service.js';
export { DraftService } from './desk/draft.service.js';
export { type KnownPlot, knownPlots } from './desk/known-plots.js';
export { type Owed, OwedQueries } from './desk/owed-queries.service.js';
export { ReminderService } from './desk/reminder.service.js';
export { DigestService } from './digest.service.js';
export * from './duty.entities.js';
export { type DutyStatus, isOpen as isOpenDuty, workingDaysToReach } from './duty.rules.js';
export { EXAMPLE_FACTS } from './example-facts.js';
export * from './facts.js';
export { checkContradictions } from './facts.rules.js';
export { DailyRoots, type PublishedRoot } from './evidence/daily-roots.service.js';
export { evidenceName, NoticeEvidence } from './evidence/notice-evidence.service.js';
export { SigningKeys } from './evidence/signing-keys.service.js';
export { HandService } from './hand.service.js';
export { type BroughtFile, type InboundDoubt, ReceivedMail } from './inbound/inbound.entities.js';
export { HoldingPen } from './inbound/holding-pen.service.js';
export {
  InboundQueries,
  type MailView,
  PEN_VIEWS,
  type PenView,
} from './inbound/inbound-queries.service.js';
export { INBOUND_LIMIT, MailIntake } from './inbound/intake.service.js';
export { InboundReader } from './inbound/reader.service.js';
export { ResendService } from './inbound/resend.service.js';
export { IssueService, type Preview } from './issue.service.js';
export type { IssueRequest } from './routed-request.js';
export { LinkService } from './link.service.js';
export { SentMails } from './sent-mails.service.js';
export { Message, type MessageKind } from './message.entity.js';
export * from './notice.entities.js';
export { NoticesModule } from './notices.module.js';
export { samePerson } from './person.rules.js';
export { PROVISIONAL_ALARM_DAYS, ProvisionalDates } from './provisional-dates.service.js';
export { RecountService } from './recount.service.js';
export { ReviewService } from './review.service.js';
export { AgendaService } from './secretariat/agenda.service.js';
export {
  BULK_KINDS,
  type BulkKind,
  BulkDecisionService,
  type BulkTarget,
  type Candidate,
} from './secretariat/bulk-decision.service.js';
export type { BatchRow as DecidedRow, DecisionBatch } from './secretariat/decision-batch.entity.js';
export {
  MEETING_KINDS,
  type Meeting,
  type MeetingKind,
  type MeetingState,
} from './secretariat/meeting.entities.js';
export {
  type AgendaView,
  MeetingQueries,
  type MeetingView,
  type Proposals,
} from './secretariat/meeting-queries.service.js';
export { mayDo } from './secretariat/meeting.rules.js';
export { MeetingService } from './secretariat/meeting.service.js';
export { CALL_OUTCOMES, type CallOutcome } from './secretariat/reachability.entities.js';
export {
  type FailingMailbox,
  ReachabilityQueries,
  type SilentAgency,
  type TaskView,
} from './secretariat/reachability-queries.service.js';
export { ReachabilityService } from './secretariat/reachability.service.js';
export { ResolutionService } from './secretariat/resolution.service.js';
export { TransferService } from './secretariat/transfer.service.js';
export { SendService } from './send.service.js';
export { StandingService } from './standing.service.js';
export { StepRunner } from './step-runner.service.js';
export { Sweeper } from './sweeper.service.js';
export { WithdrawalService } from './withdrawal.service.js';
export {
  type AgencyRecord,
  AgencyRecords,
  type LastTwenty,
  type Period as RecordPeriod,
  type WeekRecord,
} from './queries/agency-record.service.js';
export { EventFeed } from './queries/event-feed.service.js';
export { MOST_COUNTED, type NoticeFilter, NoticeList } from './queries/notice-list.service.js';
export {
  type CopyView,
  type DutyView,
  NoticeQueries,
  type NoticeView,
  type PageFetches,
} from './queries/notice-queries.service.js';
export { REPLY_DAYS } from './queries/tally.rules.js';
export { TallyService } from './queries/tally.service.js';
export { type TodayCounts, TodayQueries } from './queries/today.service.js';
export {
  MOST_UNANSWERED,
  type UnansweredFilter,
  UnansweredQueries,
  type UnansweredRow,
} from './queries/unanswered.service.js';
export { type NamedSubject, NamedSubjects } from './queries/named-subjects.service.js';
export {
  COUNTED,
  OUTBOX_VIEWS,
  OutboxQueries,
  type OutboxSummary,
  type OutboxView,
} from './queries/outbox-queries.service.js';
export {
  type CalendarVersion,
  type RulebookVersion,
  StandingQueries,
} from './queries/standing-queries.service.js';

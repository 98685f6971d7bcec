/**
 * The typed rulebook: what `rulebooks/*.yaml` becomes once it has been read and checked.
 *
 * The words are those of the government document; every rule names the clause that it carries, or
 * `basis: design` where the document is silent and Chaogao decides.
 */

/** Chinese first; English is what the switch on the pages shows. */
export interface Bilingual {
  zh: string;
  en: string;
}

export const LEVELS = ['village', 'town', 'city', 'above'] as const;
export type Level = (typeof LEVELS)[number];

export const ROLES = [
  'land-office',
  'bureau',
  'village-committee',
  'government',
  'discipline',
  'police',
  'planning',
  'enforcement',
  'power',
  'water',
  'agriculture',
  'reform',
  'court',
  'procuratorate',
  'appointing-organ',
  'superior-bureau',
  'secretariat',
] as const;
export type Role = (typeof ROLES)[number];

export const POSTS = ['principal', 'deputy-in-charge', 'lead', 'officer', 'grid-worker'] as const;
export type Post = (typeof POSTS)[number];

/** 直接责任, 领导责任, 重要领导责任, 主要领导责任; `unstated` where the clause names no grade. */
export const GRADES = [
  'direct',
  'leadership',
  'important-leadership',
  'principal-leadership',
  'unstated',
] as const;
export type Grade = (typeof GRADES)[number];

/**
 * What starts a period. `service` is the service date of the copy; the others are recorded facts.
 * `instruction` and `acceptance` are the dates on which another duty of the same copy was discharged
 * (行政强制法 art. 57 counts the ruling's seven days from 受理之日).
 */
export const TRIGGERS = [
  'service',
  'issue',
  'discovered',
  'stop-failed',
  'instruction',
  'acceptance',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/**
 * The form that discharges a duty.
 *
 * `reply`: a written reply that the issuer accepts (row 14). `stop-work`: order number and date on
 * site (row 28). `instruction`: a leader's instruction, or 特殊情况 (row 25). `on-site`: who attended,
 * when (rows 21, 26). `verification`: what power or water found and did (row 30). `acceptance` and
 * `ruling`: the court takes the application in, and rules (row 16). `transfer-answer`: accepted, or
 * refused with a reason (rows 15, 36). `statement`: any duty that needs only a dated statement.
 * `issue`: issuing the notice itself (rows 20, 33).
 */
export const DISCHARGES = [
  'reply',
  'stop-work',
  'instruction',
  'on-site',
  'verification',
  'acceptance',
  'ruling',
  'transfer-answer',
  'statement',
  'issue',
] as const;
export type Discharge = (typeof DISCHARGES)[number];

export type PeriodUnit = 'working-day' | 'calendar-day';

/** `amount: 0` with `calendar-day` is 当天: the period ends on the trigger's own day. */
export interface Period {
  amount: number;
  unit: PeriodUnit;
}

/** printed: the clause says it of this case; extended: Chaogao applies it by its reading. */
export type Reading = 'printed' | 'extended';

/**
 * Whose post: the agency that owes the duty; the town's government, whose leader is in charge of it
 * (row 28); or the departments that were drawn or copied (row 26).
 */
export const ACCOUNTABLE_OF = ['agency', 'town-government', 'departments-concerned'] as const;

export interface Accountable {
  post: Post;
  of: (typeof ACCOUNTABLE_OF)[number];
  grade: Grade;
}

export interface DutyRule {
  key: string;
  /** Row of the rule table, e.g. 14. */
  row: number;
  /** Short name for tables: 五个工作日函复. */
  name: Bilingual;
  /** What is asked, in a sentence that starts with a verb. */
  action: Bilingual;
  /** null: 及时 without a number of days; shown, dischargeable, never late, no ladder. */
  period: Period | null;
  /**
   * Never in the file: the date that a meeting fixed for this one duty (交办). `period` then only says in
   * which days what is left is counted.
   */
  dueOn?: string;
  startsOn: Trigger;
  /** Whether a calendar-day period that ends on an off-day moves to the next working day. */
  rollsForward: boolean;
  basis: 'clause' | 'design';
  /** The clause, e.g. `二、协作处置`; null only for `basis: design`. */
  clause: string | null;
  /** The words of the document, verbatim. */
  quote: string | null;
  reading: Reading;
  accountable: Accountable[];
  /** The clause that names them, where it is not `clause` itself: row 14 is 协作处置, its heads (四). */
  accountableClause: string | null;
  /**
   * What that clause penalises, where it is not the lateness: 拒绝 in row 30, 不配合 in row 14. null:
   * being late is the circumstance.
   */
  accountableWhen: Bilingual | null;
  dischargedBy: Discharge;
  /** Key of the ladder; null for an undated duty, the issuer's own, and a court's. */
  ladder: string | null;
}

export const STEP_ACTIONS = ['remind', 'record-silence', 'escalate', 'ask-decision'] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

export const AUDIENCES = ['agency', 'issuer', 'secretariat', 'principal'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** One rung: planned relative to the due date, in the ladder's own unit. */
export interface StepRule {
  key: string;
  action: StepAction;
  /** Days from the due date: −2, 0, +1. `record-silence` is always +1 (the due date has ended). */
  offset: number;
  unit: PeriodUnit;
  to: Audience[];
  /** One sentence of the message. */
  text: Bilingual;
}

export interface Ladder {
  key: string;
  basis: 'clause' | 'design';
  steps: StepRule[];
}

/** 抄告单, 专报…: a document form with a number series of its own. */
export interface Form {
  key: string;
  name: Bilingual;
  /**
   * Last part of the 机关代字: agency 启自然资吕 + form 抄 = 启自然资吕抄. No word ends in another one, so
   * that two agencies never share a whole 代字.
   */
  word: string;
}

/** Facts that a kind may demand, by their name in the API. */
export const FACT_KEYS = [
  'discoveredAt',
  'stopFailedAt',
  'project',
  'party',
  'area',
  'stage',
  'source',
  'place',
  'contact',
] as const;
export type FactKey = (typeof FACT_KEYS)[number];

export interface RecipientRule {
  level: Level;
  role: Role;
  form: string;
  duties: string[];
  /** What this agency is asked to do, printed on its copy. */
  ask: Bilingual;
  /** Routed only where the fact holds: row 4's 农村居民违法建住房. */
  when: 'villagers-house' | null;
  /** May be left out without a reason (a recipient that the issuer chooses, as of a transfer). */
  optional: boolean;
}

export interface Kind {
  key: string;
  name: Bilingual;
  /** Rows of the rule table that it carries. */
  rows: number[];
  clause: string;
  issuers: { level: Level; role: Role }[];
  requiredFacts: FactKey[];
  recipients: RecipientRule[];
  /** Duties of the issuer itself, e.g. row 33's one day. */
  issuerDuties: string[];
  /** A second officer must approve before it is issued (审核). */
  approval: boolean;
  /** Which acknowledgement counts. */
  acknowledgement: 'named-officer' | 'named-officer-with-code';
}

/** Local office hours in which reminders go out, `HH:MM` in Asia/Shanghai. */
export interface OfficeHours {
  windows: { from: string; to: string }[];
}

export interface Rulebook {
  key: string;
  /** SHA-256 of the source text, hex: notices keep the version that routed them. */
  version: string;
  title: Bilingual;
  /** 启政办发〔2020〕32号 */
  source: string;
  officeHours: OfficeHours;
  /** A returned reply reopens with at least this many working days. */
  returnedReplyWorkingDays: number;
  forms: Form[];
  kinds: Kind[];
  duties: DutyRule[];
  ladders: Ladder[];
}

/** A fault of a rulebook or directory file: where it is, what is wrong, what would be right. */
export interface Fault {
  file: string;
  line: number;
  key: string;
  problem: string;
  remedy: string;
}

import { z } from 'zod';
import {
  ACCOUNTABLE_OF,
  AUDIENCES,
  DISCHARGES,
  FACT_KEYS,
  GRADES,
  LEVELS,
  POSTS,
  ROLES,
  STEP_ACTIONS,
  TRIGGERS,
} from './rulebook.types.js';

/** The shape of `rulebooks/*.yaml`: entries under their keys; what may be left out has its default here. */

const Key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const Words = z
  .string()
  .refine((text) => text.trim() !== '', { error: 'the text is empty | write the text' });
export const BilingualSchema = z.strictObject({ zh: Words, en: Words });

const Basis = z.enum(['clause', 'design']);
const Unit = z.enum(['working-day', 'calendar-day']);
const LevelAndRole = z.strictObject({ level: z.enum(LEVELS), role: z.enum(ROLES) });
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: 'this is no time of day | write HH:MM in quotes, e.g. "09:00"',
});

const Duty = z.strictObject({
  row: z.int().min(1).max(36),
  name: BilingualSchema,
  action: BilingualSchema,
  period: z.preprocess(
    (value) => (value === 'undated' ? null : value),
    z.strictObject({ amount: z.int().min(0), unit: Unit }).nullable(),
  ),
  startsOn: z.enum(TRIGGERS),
  rollsForward: z.boolean().default(false),
  basis: Basis.default('clause'),
  clause: z.string().nullable().default(null),
  quote: z.string().nullable().default(null),
  reading: z.enum(['printed', 'extended']).default('printed'),
  accountable: z
    .array(
      z.strictObject({
        post: z.enum(POSTS),
        of: z.enum(ACCOUNTABLE_OF),
        grade: z.enum(GRADES),
      }),
    )
    .default([]),
  accountableClause: Words.nullable().default(null),
  accountableWhen: BilingualSchema.nullable().default(null),
  dischargedBy: z.enum(DISCHARGES),
  ladder: Key.nullable().default(null),
});

const Ladder = z.strictObject({
  basis: Basis,
  steps: z.record(
    Key,
    z.strictObject({
      action: z.enum(STEP_ACTIONS),
      offset: z.int(),
      unit: Unit,
      to: z.array(z.enum(AUDIENCES)).min(1),
      text: BilingualSchema,
    }),
  ),
});

const Kind = z.strictObject({
  name: BilingualSchema,
  rows: z.array(z.int().min(1).max(36)).min(1),
  clause: Words,
  issuers: z.array(LevelAndRole).min(1),
  requiredFacts: z.array(z.enum(FACT_KEYS)).default([]),
  recipients: z
    .array(
      LevelAndRole.extend({
        form: Key,
        duties: z.array(Key).default([]),
        ask: BilingualSchema,
        when: z.literal('villagers-house').nullable().default(null),
        optional: z.boolean().default(false),
      }),
    )
    .min(1),
  issuerDuties: z.array(Key).default([]),
  approval: z.boolean().default(false),
  acknowledgement: z.enum(['named-officer', 'named-officer-with-code']).default('named-officer'),
});

export const RulebookSchema = z
  .strictObject({
    key: Key,
    title: BilingualSchema,
    source: Words,
    officeHours: z.strictObject({
      windows: z.array(z.strictObject({ from: Clock, to: Clock })).min(1),
    }),
    returnedReplyWorkingDays: z.int().min(1),
    forms: z.record(Key, z.strictObject({ name: BilingualSchema, word: Words })),
    ladders: z.record(Key, Ladder),
    duties: z.record(Key, Duty),
    kinds: z.record(Key, Kind),
  })
  .transform((file) => ({
    ...file,
    forms: keyed(file.forms),
    ladders: keyed(file.ladders).map((ladder) => ({ ...ladder, steps: keyed(ladder.steps) })),
    duties: keyed(file.duties),
    kinds: keyed(file.kinds),
  }));

function keyed<T extends object>(entries: Record<string, T>): (T & { key: string })[] {
  return Object.entries(entries).map(([key, entry]) => ({ key, ...entry }));
}

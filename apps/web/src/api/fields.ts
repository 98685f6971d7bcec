import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { isPlainDate } from '#calendar';
import type { Bilingual } from '#rulebook';

/**
 * One decorator per kind of field: it checks the value, says in one sentence in two languages what would be
 * right, and describes the field in the API's document, so that none can be forgotten.
 */
interface FieldOptions {
  description: string;
  required?: boolean;
}

type Constructor = new () => object;

const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** The validator keeps one message; the English one goes along as context, for `fieldProblems`. */
const told = ({ zh, en }: Bilingual) => ({ message: zh, context: { en } });

function field(
  { description, required = true }: FieldOptions,
  isRight: (value: unknown) => boolean,
  problem: Bilingual,
  schema: ApiPropertyOptions,
  ...others: PropertyDecorator[]
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...schema, description, required } as ApiPropertyOptions),
    // Not IsOptional: that lets null through, which is not the same as absent.
    ...(required ? [] : [ValidateIf((_, value) => value !== undefined)]),
    ValidateBy(
      { name: 'shape', validator: { validate: isRight, defaultMessage: () => problem.zh } },
      told(problem),
    ),
    ...others,
  );
}

/** Control characters and halves of surrogate pairs cannot be stored. */
const STORABLE = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max && STORABLE.test(value);

export function TextField(options: FieldOptions & { example: string; max: number }) {
  const { example, max } = options;
  return field(
    options,
    (value) => isText(value, max),
    both(
      `应为1至${max}个字的文本，例如：${example}`,
      `A text of 1 to ${max} characters, e.g. ${example}`,
    ),
    {
      type: String,
      minLength: 1,
      maxLength: max,
      example,
    },
  );
}

/** `right` says in words what the pattern wants. */
export function CodeField(
  options: FieldOptions & { example: string; pattern: RegExp; right: Bilingual },
) {
  const { example, pattern, right } = options;
  return field(
    options,
    (value) => typeof value === 'string' && pattern.test(value),
    both(`${right.zh}，例如：${example}`, `${right.en}, e.g. ${example}`),
    { type: String, pattern: pattern.source, example },
  );
}

export function ChoiceField<Choice extends string>(
  options: FieldOptions & { of: readonly Choice[]; example?: Choice; default?: Choice },
) {
  const { of, example, default: preset } = options;
  return field(
    options,
    (value) => of.some((choice) => choice === value),
    both(`应为下列之一：${of.join('、')}`, `One of: ${of.join(', ')}`),
    {
      type: String,
      enum: [...of],
      example: example ?? of[0],
      ...(preset === undefined ? {} : { default: preset }),
    },
  );
}

export function NumberField(
  options: FieldOptions & {
    example: number;
    min: number;
    max: number;
    /** Digits after the point; none: a whole number. */
    decimals?: number;
    default?: number;
  },
) {
  const { example, min, max, decimals = 0, default: preset } = options;
  const precision =
    decimals === 0
      ? both('整数', 'A whole number')
      : both(`数，小数点后最多${decimals}位`, `A number of at most ${decimals} decimals`);
  return field(
    options,
    (value) =>
      typeof value === 'number' &&
      value >= min &&
      value <= max &&
      Number(value.toFixed(decimals)) === value,
    both(`应为${min}至${max}之间的${precision.zh}`, `${precision.en}, ${min} to ${max}`),
    {
      type: decimals === 0 ? 'integer' : 'number',
      minimum: min,
      maximum: max,
      example,
      ...(preset === undefined ? {} : { default: preset }),
    },
  );
}

export function FlagField(options: FieldOptions & { example: boolean; default?: boolean }) {
  const { example, default: preset } = options;
  const problem = both('应为 true 或 false', 'true or false');
  return field(options, (value) => typeof value === 'boolean', problem, {
    type: Boolean,
    example,
    ...(preset === undefined ? {} : { default: preset }),
  });
}

const INSTANT =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/;

/** ISO 8601 with an offset: without one, nobody knows which moment is meant. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const date = INSTANT.exec(value)?.[1];
  return date !== undefined && isPlainDate(date) && !Number.isNaN(Date.parse(value));
}

export function InstantField(options: FieldOptions & { example: string }) {
  const { example } = options;
  const problem = both(
    `应为带时区的时间，例如：${example}`,
    `A time with its offset, e.g. ${example}`,
  );
  return field(options, isInstant, problem, {
    type: String,
    format: 'date-time',
    example,
  });
}

export function DateField(options: FieldOptions & { example: string }) {
  const { example } = options;
  return field(
    options,
    (value) => typeof value === 'string' && isPlainDate(value),
    both(
      `应为日历上的日期 YYYY-MM-DD，例如：${example}`,
      `A date of the calendar, YYYY-MM-DD, e.g. ${example}`,
    ),
    { type: String, format: 'date', example },
  );
}

const isObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nest calls a function for the class only where the function's name is `type`. */
export function ObjectField(type: () => Constructor, options: FieldOptions) {
  const problem = both('应为一个对象 {…}', 'An object {…}');
  return field(
    options,
    isObject,
    problem,
    { type: () => type() },
    Type(type),
    ValidateNested(told(problem)),
  );
}

export function ListField(type: () => Constructor, options: FieldOptions & { max: number }) {
  const problem = both(
    `应为最多${options.max}项的列表，每项是一个对象 {…}`,
    `A list of at most ${options.max}, each an object {…}`,
  );
  return field(
    options,
    (value) => Array.isArray(value) && value.length <= options.max && value.every(isObject),
    problem,
    { type: () => type(), isArray: true, maxItems: options.max },
    Type(type),
    ValidateNested({ each: true, ...told(problem) }),
  );
}

export function ChoicesField<Choice extends string>(
  options: FieldOptions & { of: readonly Choice[]; example: Choice[]; max: number },
) {
  const { of, max, example } = options;
  return field(
    options,
    (value) =>
      Array.isArray(value) &&
      value.length <= max &&
      value.every((one) => of.some((choice) => choice === one)),
    both(
      `应为最多${max}项的列表，每项为下列之一：${of.join('、')}`,
      `A list of at most ${max}, each one of: ${of.join(', ')}`,
    ),
    { type: String, isArray: true, enum: [...of], maxItems: max, example },
  );
}

const isDegrees = (value: unknown, most: number) =>
  typeof value === 'number' && Math.abs(value) <= most;

const isPosition = (value: unknown) =>
  Array.isArray(value) && value.length === 2 && isDegrees(value[0], 180) && isDegrees(value[1], 90);

/** A closed ring of [longitude, latitude]. */
export function RingField(options: FieldOptions & { example: [number, number][]; max: number }) {
  const { example, max } = options;
  return field(
    options,
    (value) =>
      Array.isArray(value) && value.length >= 4 && value.length <= max && value.every(isPosition),
    both(
      `应为4至${max}个顶点 [经度, 纬度] 的列表，首尾相同`,
      `A list of 4 to ${max} corners [longitude, latitude] that ends where it begins`,
    ),
    {
      type: 'array',
      minItems: 4,
      maxItems: max,
      items: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
      example,
    },
  );
}

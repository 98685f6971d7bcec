import { LineCounter, parseDocument, type Document, isMap, isNode, isScalar } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './rulebook.types.js';

/** A fault as a check sees it: where in the data, not yet where in the text. */
export interface PathFault {
  path: (string | number)[];
  problem: string;
  remedy: string;
}

export type YamlFile<T> = { value: T; faults: [] } | { value: null; faults: Fault[] };

/**
 * Reads a YAML text into a checked value, or says all that is wrong with it.
 *
 * `check` runs on a value of the right shape only. Lines count from 1.
 */
export function readYaml<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  check: (value: z.output<S>) => PathFault[],
): YamlFile<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return { value: null, faults: syntaxFaults(file, document, lines) };
  }
  const { value, faults } = checkValue(document.toJS(), schema, check);
  if (value !== null) return { value, faults: [] };
  return {
    value: null,
    faults: faults
      .map(({ path, problem, remedy }) => ({
        file,
        line: lineOf(document, lines, path),
        key: formatPath(path),
        problem,
        remedy,
      }))
      .sort((a, b) => a.line - b.line),
  };
}

/** Checks what was not read from a file as a file is checked, in the same words. */
export function checkValue<S extends z.ZodType>(
  raw: unknown,
  schema: S,
  check: (value: z.output<S>) => PathFault[],
): { value: z.output<S>; faults: [] } | { value: null; faults: PathFault[] } {
  const parsed = schema.safeParse(raw);
  const faults = parsed.success
    ? check(parsed.data)
    : parsed.error.issues.flatMap((issue) => shapeFaults(issue, raw));
  return parsed.success && faults.length === 0
    ? { value: parsed.data, faults: [] }
    : { value: null, faults };
}

function valueAt(raw: unknown, path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    raw,
  );
}

export function formatFaults(faults: Fault[]): string {
  return faults
    .map((fault) => {
      const key = fault.key === '' ? '' : ` ${fault.key}:`;
      return `${fault.file}:${fault.line}:${key} ${fault.problem}\n    → ${fault.remedy}`;
    })
    .join('\n');
}

function syntaxFaults(file: string, document: Document, lines: LineCounter): Fault[] {
  return document.errors.map((error) => {
    const { line } = lines.linePos(error.pos[0]);
    const twice = error.code === 'DUPLICATE_KEY';
    return {
      file,
      line,
      key: twice ? keyAt(document, error.pos[0]) : '',
      problem: twice ? 'this key is used twice' : error.message,
      remedy: twice
        ? 'rename or remove one of the two entries'
        : 'correct the YAML here: indentation by spaces, a space after each colon, quotes in pairs',
    };
  });
}

/** The key whose text begins at an offset, with the keys above it. */
function keyAt(document: Document, offset: number): string {
  const path: string[] = [];
  let node: unknown = document.contents;
  while (isMap(node)) {
    const pair = node.items.findLast(
      ({ key }) => isScalar(key) && key.range && key.range[0] <= offset,
    );
    if (!pair || !isScalar(pair.key)) break;
    path.push(String(pair.key.value));
    if (pair.key.range?.[0] === offset) break;
    node = pair.value;
  }
  return path.join('.');
}

function shapeFaults(issue: z.core.$ZodIssue, raw: unknown): PathFault[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const name = String(path.at(-1) ?? 'the file');
  const value = valueAt(raw, path);
  switch (issue.code) {
    case 'invalid_value':
      return [
        value === undefined
          ? { path, problem: `${name} is missing`, remedy: `add it: ${oneOf(issue.values)}` }
          : { path, problem: `unknown ${name} ${quoted(value)}`, remedy: oneOf(issue.values) },
      ];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        problem: `${key} is no key of this entry`,
        remedy: 'correct its spelling, or remove it',
      }));
    case 'invalid_type':
      return [
        value === undefined
          ? {
              path,
              problem: `${name} is missing`,
              remedy: `add ${name}: ${SHAPES[issue.expected] ?? issue.expected}`,
            }
          : {
              path,
              problem: `${name} is no ${issue.expected}`,
              remedy: `write ${SHAPES[issue.expected] ?? issue.expected}`,
            },
      ];
    case 'invalid_key':
      return [
        {
          path,
          problem: `the key ${quoted(name)} is not written as keys are`,
          remedy: 'use lower-case letters, digits and hyphens',
        },
      ];
    default:
      // Our own rules carry their remedy after a bar: "what is wrong | what would be right".
      return [
        {
          path,
          problem: issue.message.split(' | ')[0] ?? issue.message,
          remedy: issue.message.split(' | ')[1] ?? `correct ${name}`,
        },
      ];
  }
}

const SHAPES: Record<string, string> = {
  string: 'a text; a number that is a name needs quotes',
  array: 'a list: [one, another]',
  object: 'its keys below it, each with a value',
  record: 'its entries below it, each under a key of its own',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a whole number',
};

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? `write ${String(values[0])}` : `one of: ${values.join(', ')}`;
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}

/** The line of a path, or of the nearest entry above it that exists. */
function lineOf(document: Document, lines: LineCounter, path: (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const start = startOf(document, path.slice(0, length));
    if (start !== null) return lines.linePos(start).line;
  }
  return 1;
}

/** A map's entry starts at its key, an item of a list at itself. */
function startOf(document: Document, path: (string | number)[]): number | null {
  const last = path.at(-1);
  const parent: unknown =
    path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find(
      ({ key }) => isScalar(key) && String(key.value) === String(last),
    );
    return pair && isScalar(pair.key) ? (pair.key.range?.[0] ?? null) : null;
  }
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function formatPath(path: (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

import { Problem } from '#platform';

export const isUuid = (text: string): boolean =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** @throws Problem 422 where somebody made the cursor up */
export function uuidOfCursor(text: string, field = 'cursor'): string {
  if (!isUuid(text))
    throw Problem.field(
      field,
      '请原样使用上一页给出的 cursor',
      'Use the cursor of the page before as it is',
    );
  return text;
}

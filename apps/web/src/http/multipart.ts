import { Problem } from '#platform';

/**
 * What the parser of uploads raises for a body that is cut off, or names no boundary, is a plain error:
 * the fault of who sent it. Its limits carry a status of their own.
 */
export function asUnreadable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem || 'statusCode' in error) return error;
  return new Problem(
    400,
    'malformed-request',
    '请求无法读取：上传的表单不完整。',
    [],
    `The request cannot be read: ${error.message}`,
  );
}

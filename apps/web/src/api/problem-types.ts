export interface ProblemType {
  status: number;
  /** What it means and what the caller does about it. */
  zh: string;
  en: string;
}

/**
 * The types of problem that /v1 answers with, RFC 9457: the last part of `type`, which leads to the page that
 * says this. Programs compare them, so none is ever renamed; a test's call that meets another fails.
 */
export const PROBLEM_TYPES: Readonly<Record<string, ProblemType>> = {
  'malformed-request': {
    status: 400,
    zh: '请求无法读取：正文不是有效的 JSON，或上传内容不完整。更正后再发。',
    en: 'The request cannot be read: its body is no valid JSON, or an upload is cut off. Mend it and send it again.',
  },
  'idempotency-key-required': {
    status: 400,
    zh: '缺少 Idempotency-Key 请求头。每份文书用一个新的值，重试时用同一个值。',
    en: 'The header Idempotency-Key is missing. Take a new value for each notice, and the same one for its retries.',
  },
  unauthenticated: {
    status: 401,
    zh: '没有密钥，或密钥无效、过期、已吊销。用 Authorization: Bearer 给出有效的密钥。',
    en: 'There is no API key, or it is wrong, expired or revoked. Give a good one with Authorization: Bearer.',
  },
  forbidden: {
    status: 403,
    zh: '密钥没有这项权限，或此人不能办理此事。',
    en: 'The key lacks the scope, or this person may not do this.',
  },
  'not-found': {
    status: 404,
    zh: '没有此项，或属于别的单位。',
    en: "There is none, or it is another agency's.",
  },
  'idempotency-running': {
    status: 409,
    zh: '同一 Idempotency-Key 的请求还在处理。稍后以同样的内容重试，得到第一次的答复。',
    en: 'A request with this Idempotency-Key is still running. Retry shortly with the same body to get its answer.',
  },
  'not-awaiting-approval': {
    status: 409,
    zh: '该文书不在待审核状态。',
    en: 'The notice awaits no approval.',
  },
  'already-withdrawn': {
    status: 409,
    zh: '该文书已撤回。',
    en: 'The notice has been withdrawn already.',
  },
  'notice-withdrawn': {
    status: 409,
    zh: '该文书已撤回，不再办理。',
    en: 'The notice has been withdrawn; nothing more is done about it.',
  },
  'already-served': {
    status: 409,
    zh: '该份抄告已经送达，不能再登记送达。',
    en: 'The copy has been served; it cannot be served again.',
  },
  'already-signed': {
    status: 409,
    zh: '该份抄告已登记书面签收。',
    en: 'A signed paper has been recorded for the copy.',
  },
  'already-reviewed': {
    status: 409,
    zh: '该函复已经审查过。',
    en: 'The reply has been reviewed already.',
  },
  'duty-ended': {
    status: 409,
    zh: '该项任务已经办结或终止。',
    en: 'The duty has ended.',
  },
  'too-large': {
    status: 413,
    zh: '内容过大。',
    en: 'What was sent is too large.',
  },
  'unsupported-media-type': {
    status: 415,
    zh: 'Content-Type 不对：提交用 application/json，上传文件用 multipart/form-data。',
    en: 'The Content-Type is wrong: application/json, or multipart/form-data to upload a file.',
  },
  'unsupported-content': {
    status: 415,
    zh: '文件的实际内容不是可接受的格式。',
    en: 'What the file really contains is none of the accepted formats.',
  },
  invalid: {
    status: 422,
    zh: '有需要更正之处：fields 逐项列出位置和正确的写法。更正后再发。',
    en: 'Something must be mended: `fields` says where, and what would be right.',
  },
  'idempotency-mismatch': {
    status: 422,
    zh: '同一 Idempotency-Key 已用于内容不同的请求。新的文书用新的值。',
    en: 'The Idempotency-Key was used with another body. Take a new value for a new notice.',
  },
  'rate-limited': {
    status: 429,
    zh: '请求过于频繁。等待 Retry-After 所示秒数后再试。',
    en: 'Too many requests. Wait as many seconds as Retry-After says.',
  },
  internal: {
    status: 500,
    zh: '服务器内部错误，已记录。稍后以同一 Idempotency-Key 重试，不会重复发文。',
    en: 'The server failed and has noted it. Retry later with the same Idempotency-Key; nothing is issued twice.',
  },
  'database-busy': {
    status: 503,
    zh: '系统繁忙，本次没有办理。等待 Retry-After 所示秒数后再试。',
    en: 'The system is busy and has done nothing. Wait as many seconds as Retry-After says.',
  },
  'documents-busy': {
    status: 503,
    zh: '正在生成的文书过多。稍后再试。',
    en: 'Too many documents are being made. Try again shortly.',
  },
};

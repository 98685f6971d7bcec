/** The files of `templates/`, without `.typ`; the data that each reads stands at its head. */
export const TEMPLATES = [
  'copy-notice',
  'special-report',
  'silence',
  'annulment',
  'supervision',
  'reply',
  'receipt-of-service',
  'meeting-agenda',
  'meeting-minutes',
  'case-file',
] as const;
export type Template = (typeof TEMPLATES)[number];

import type { Copy } from '#notices';
import type { Bilingual } from '#rulebook';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** What an officer has just done with a copy, said once more on the page that it leads back to. */
export const DONE_WITH_COPY = {
  accepted: both('函复已认可，该项任务办结。', 'The reply was accepted, and closes its duty.'),
  returned: both(
    '函复已退回，该单位会收到邮件。',
    'The reply was returned; the agency is told by mail.',
  ),
  served: both(
    '送达已登记，期限自送达日起算。',
    'The service is on record; periods start with its day.',
  ),
  signed: both('书面签收已登记。', 'The signed paper is on record.'),
  reminded: both('已催办，邮件正在发出。', 'Reminded: the mail is on its way.'),
  resent: both('正在按名录重新发送。', 'It is being sent again.'),
};

export type DoneWithCopy = keyof typeof DONE_WITH_COPY;

export const isDoneWithCopy = (word: string | undefined): word is DoneWithCopy =>
  word !== undefined && Object.hasOwn(DONE_WITH_COPY, word);

type Which = Pick<Copy, 'id' | 'noticeId'>;

/** The sheet of a copy on the page of its notice, */
export const sheetOf = ({ id, noticeId }: Which) => `/console/notices/${noticeId}#copy-${id}`;

/** and with what was just done to it. */
export const afterwards = ({ id, noticeId }: Which, done: DoneWithCopy) =>
  `/console/notices/${noticeId}?done=${done}&copy=${id}#copy-${id}`;

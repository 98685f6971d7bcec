import type { BatchCounts, BatchRowState } from '#notices';
import type { Bilingual } from '#rulebook';
import type { ConsoleContext } from '../console-frame.js';

/** What a row is, in a word and a colour. */
export const ROW_STATES: Record<BatchRowState, Bilingual & { urgency: string }> = {
  faulty: { zh: '有误', en: 'Faulty', urgency: 'red' },
  ready: { zh: '可发出', en: 'Ready', urgency: 'blue' },
  'known-plot': { zh: '图斑已有文书', en: 'Plot has a notice', urgency: 'amber' },
  'already-sent': { zh: '此前已发', en: 'Already sent', urgency: 'grey' },
  waiting: { zh: '等待发出', en: 'Waiting', urgency: 'blue' },
  sent: { zh: '已发出', en: 'Sent', urgency: 'green' },
  failed: { zh: '未能发出', en: 'Not sent', urgency: 'red' },
};

/** How many rows are what. */
export function RowCounts({ counts, context }: { counts: BatchCounts; context: ConsoleContext }) {
  const { pick } = context;
  return (
    <>
      {(Object.keys(ROW_STATES) as BatchRowState[])
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <span class={`standing urgency-${ROW_STATES[state].urgency} me-2`}>
            {pick(ROW_STATES[state])} {counts[state]}
          </span>
        ))}
    </>
  );
}

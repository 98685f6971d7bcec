import { ACT_FIELDS, type CopyView } from '#notices';
import { Files } from '../../views/case-facts.js';
import { Day } from '../../views/dates.js';
import { StatedFacts } from '../../views/stated-facts.js';
import type { ConsoleContext } from '../console-frame.js';

/** What the agency says for itself, where that waits for a decision: nobody decides on a claim unread. */
export function Claims({ view, context }: { view: CopyView; context: ConsoleContext }) {
  const { t, pick } = context;
  const { copy, duties, replies, submissions } = view;
  const remit =
    copy.remit === 'claimed-outside'
      ? replies.filter(({ outcome }) => outcome === 'outside-remit').at(-1)
      : undefined;
  const circumstances = duties.flatMap(({ duty }) => {
    if (duty.circumstancesClaimedAt === null) return [];
    const claim = submissions.filter(({ dutyId }) => dutyId === duty.id).at(-1);
    return claim ? [{ duty, claim }] : [];
  });
  if (!remit && circumstances.length === 0) return null;
  return (
    <section class="sheet">
      <h2>{t('对方的说明', 'What the agency says')}</h2>
      {remit && (
        <>
          <h3>
            {t('不属本单位职责', 'Outside its remit')} ·{' '}
            <Day on={remit.submittedOn} context={context} />
          </h3>
          <p class="text">{remit.text}</p>
          <Files files={remit.attachments} at={`/console/notices/${copy.noticeId}`} />
        </>
      )}
      {circumstances.map(({ duty, claim }) => (
        <>
          <h3>
            {pick(duty.rule.name)} · <Day on={claim.submittedOn} context={context} />
          </h3>
          <StatedFacts
            fields={ACT_FIELDS[duty.rule.dischargedBy]}
            body={claim.body}
            context={context}
          />
        </>
      ))}
    </section>
  );
}

import type { NoticeView } from '#notices';
import { Day, timeWords } from '../views/dates.js';
import { isOpen } from '../views/duties.js';
import { STEP_LABELS } from '../views/labels.js';
import type { ConsoleContext } from './console-frame.js';

const AUDIENCE: Partial<Record<string, [zh: string, en: string]>> = {
  agency: ['承办单位', 'the agency'],
  issuer: ['发文单位', 'the issuer'],
  secretariat: ['联席会议办公室', 'the secretariat'],
  principal: ['主要负责人', 'its principal'],
};

/** What comes next and when: every step that is planned, the soonest first. */
export function Upcoming({ view, context }: { view: NoticeView; context: ConsoleContext }) {
  const { t, pick } = context;
  const planned = view.copies
    .flatMap(({ copy, duties, steps }) =>
      steps
        .filter(({ state }) => state === 'planned')
        .map((step) => ({ copy, step, duty: duties.find(({ duty }) => duty.id === step.dutyId) })),
    )
    .sort((a, b) => new Date(a.step.dueAt).getTime() - new Date(b.step.dueAt).getTime());
  const open = view.copies.some(({ duties }) => duties.some(isOpen));
  return (
    <section class="sheet">
      <h2>{t('接下来', 'What comes next')}</h2>
      {planned.length === 0 ? (
        <p class="mb-0">
          {open
            ? t(
                '没有排定的催办：有的尚未送达，有的在等审核或决定。',
                'No reminder is planned: it waits for service, a review or a decision.',
              )
            : t('没有未办结的任务。', 'Nothing is open.')}
        </p>
      ) : (
        <table class="ledger upcoming">
          {planned.map(({ copy, step, duty }) => (
            <tr>
              <td>
                <Day on={step.plannedOn} context={context} /> {timeWords(new Date(step.dueAt))}
              </td>
              <td>{pick(STEP_LABELS[step.action])}</td>
              <td>
                <a href={`#copy-${copy.id}`}>{t(copy.agency.nameZh, copy.agency.nameEn)}</a>
                <span class="example">
                  {duty && pick(duty.duty.rule.name)} → {audienceWords(step.audience, context)}
                </span>
              </td>
            </tr>
          ))}
        </table>
      )}
    </section>
  );
}

const audienceWords = (audience: string[], { t }: ConsoleContext) =>
  audience.map((one) => t(...(AUDIENCE[one] ?? [one, one]))).join(t('、', ', '));

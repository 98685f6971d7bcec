import type { DutyRule, Ladder, Rulebook } from '#rulebook';
import { periodWords, triggerWords } from '../../views/dates.js';
import { STEP_LABELS } from '../../views/labels.js';
import type { ConsoleContext } from '../console-frame.js';
import {
  accountableWords,
  AUDIENCE_LABELS,
  byPost,
  DISCHARGE_LABELS,
  offsetWords,
  usesOf,
} from './rulebook-words.js';

/** One duty: what is asked by when, in the words of which clause, and who answers for it. */
export function DutySection(props: {
  rule: DutyRule;
  rulebook: Rulebook;
  context: ConsoleContext;
}) {
  const { rule, rulebook, context } = props;
  const { t, pick } = context;
  const ladder = rulebook.ladders.find(({ key }) => key === rule.ladder);
  return (
    <section class="sheet rule" id={`duty-${rule.key}`}>
      <h3>
        {pick(rule.name)}{' '}
        <span class="standing urgency-blue">
          {rule.period ? periodWords(rule.period, context) : t('及时，未定天数', 'promptly')}
        </span>
      </h3>
      <p class="example">{usesOf(rule.key, rulebook, context)}</p>
      <p>{pick(rule.action)}</p>
      {rule.quote && (
        <blockquote>
          <q>{rule.quote}</q>
          <cite>
            {rulebook.source} {rule.clause}
            {t(`（规则表第 ${rule.row} 行）`, ` (row ${rule.row} of the table)`)}
          </cite>
        </blockquote>
      )}
      <dl class="facts">
        <dt>{t('依据', 'Basis')}</dt>
        <dd>
          {rule.basis === 'design'
            ? t('文件未作规定，由本系统设定', 'Set by this system; the document is silent')
            : rule.reading === 'printed'
              ? t('条款原文', 'As printed in the clause')
              : t(
                  '按本系统的理解适用，条款原文未直接写明',
                  'By this system’s reading; the clause does not print it',
                )}
        </dd>
        <dt>{t('起算', 'Starts on')}</dt>
        <dd>
          {triggerWords(rule.startsOn, context)}
          {t('之日，当日不计', '; that day itself is not counted')}
          {rule.period?.unit === 'calendar-day' && rule.period.amount > 0 && (
            <span class="example d-block">
              {rule.rollsForward
                ? t('末日逢休息日顺延', 'An off-day at the end moves it on')
                : t('逢休息日不顺延', 'Off-days do not move it')}
            </span>
          )}
        </dd>
        <dt>{t('如何办结', 'Closed by')}</dt>
        <dd>{pick(DISCHARGE_LABELS[rule.dischargedBy])}</dd>
        <dt>{t('点名的职务', 'Posts named')}</dt>
        <dd>
          <Accountables rule={rule} rulebook={rulebook} context={context} />
        </dd>
        <dt>{t('催办', 'Reminders')}</dt>
        <dd>{ladder ? <Steps ladder={ladder} brief context={context} /> : t('不催办', 'None')}</dd>
      </dl>
    </section>
  );
}

function Accountables(props: { rule: DutyRule; rulebook: Rulebook; context: ConsoleContext }) {
  const { rule, rulebook, context } = props;
  const { t } = context;
  if (rule.accountable.length === 0) return <>{t('条款未点名', 'The clause names none')}</>;
  return (
    <>
      <ul class="plain">
        {byPost(rule.accountable).map((one) => (
          <li>{accountableWords(one, context)}</li>
        ))}
      </ul>
      <span class="example d-block">
        {rule.accountableWhen
          ? t(
              `条款追究的是：${rule.accountableWhen.zh}`,
              `It penalises: ${rule.accountableWhen.en}`,
            )
          : t('逾期即属条款所列情形', 'Being late is what the clause describes')}
        {rule.accountableClause && `（${rulebook.source} ${rule.accountableClause}）`}
        {t('。是否追责由有权机关决定。', '. Whether anybody is held to account, people decide.')}
      </span>
    </>
  );
}

/** The rungs of a ladder, in the order of time. */
export function LadderSection(props: {
  ladder: Ladder;
  rulebook: Rulebook;
  context: ConsoleContext;
}) {
  const { ladder, rulebook, context } = props;
  const { t, pick } = context;
  const used = rulebook.duties.filter((rule) => rule.ladder === ladder.key);
  const names = [...new Set(used.map(({ name }) => pick(name)))];
  return (
    <section class="sheet rule" id={`ladder-${ladder.key}`}>
      <h3>{names.join(t('、', ', ')) || ladder.key}</h3>
      <p class="example">
        {ladder.basis === 'design'
          ? t('文件未规定催办，由本系统设定', 'Set by this system; the document is silent')
          : t('按条款', 'By the clause')}
      </p>
      <Steps ladder={ladder} context={context} />
    </section>
  );
}

function Steps(props: { ladder: Ladder; brief?: boolean; context: ConsoleContext }) {
  const { ladder, brief = false, context } = props;
  const { t, pick } = context;
  return (
    <ol class={brief ? 'rungs brief' : 'rungs'}>
      {ladder.steps.map((step) => (
        <li>
          <span class="when">{offsetWords(step, context)}</span>
          <span>
            {pick(STEP_LABELS[step.action])}
            {' → '}
            {step.to.map((audience) => pick(AUDIENCE_LABELS[audience])).join(t('、', ', '))}
            {!brief && <span class="example d-block">{pick(step.text)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

import type { RulebookVersion } from '#notices';
import {
  formOf,
  type Kind,
  LEVEL_LABELS,
  type RecipientRule,
  ROLE_LABELS,
  type Rulebook,
} from '#rulebook';
import { Instant } from '../../views/dates.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { DutySection, LadderSection } from './rulebook-parts.js';
import { ACKNOWLEDGEMENTS, FACT_LABELS, usesOf } from './rulebook-words.js';

/** The rulebook as people read it: who is served what, who owes what by when, in whose words. */
export function RulebookPage(props: {
  context: ConsoleContext;
  rulebook: Rulebook;
  /** Of the version in force. */
  inForce: string;
  versions: RulebookVersion[];
}) {
  const { context, rulebook, inForce, versions } = props;
  const { t, pick } = context;
  const title = t('规则', 'Rulebook');
  const loaded = versions.find(({ version }) => version === rulebook.version);
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{pick(rulebook.title)}</h1>
      <p>
        {rulebook.source}
        <span class="example d-block">
          {rulebook.key} · {t('版本 ', 'version ')}
          <span class="digest">{rulebook.version.slice(0, 12)}</span>
          {loaded && (
            <>
              {t('，启用于 ', ', loaded on ')}
              <Instant at={loaded.loadedAt} context={context} />
            </>
          )}
        </span>
      </p>
      {rulebook.version !== inForce && (
        <p class="alert-box urgency-amber">
          ○{' '}
          {t(
            '这是以前的版本；按它发出的抄告仍按它办理。',
            'This is a former version. Notices that were issued under it keep it.',
          )}{' '}
          <a href="/console/rulebook">{t('查看现行版本', 'See the one in force')}</a>
        </p>
      )}
      <Contents rulebook={rulebook} context={context} />
      <h2 id="kinds" class="part">
        {t('一、文书种类与送达单位', '1. Kinds of notice, and who is served')}
      </h2>
      {rulebook.kinds.map((kind) => (
        <KindSection kind={kind} rulebook={rulebook} context={context} />
      ))}
      <h2 id="duties" class="part">
        {t('二、任务与期限', '2. Duties and periods')}
      </h2>
      {rulebook.duties.map((rule) => (
        <DutySection rule={rule} rulebook={rulebook} context={context} />
      ))}
      <h2 id="ladders" class="part">
        {t('三、催办与上报', '3. Reminders and escalation')}
      </h2>
      <p class="prose">
        {t(
          `催办只在工作日 ${hours(rulebook)} 发出；函复被退回的，至少另给 ${rulebook.returnedReplyWorkingDays} 个工作日。`,
          `Reminders go out on working days, ${hours(rulebook)}. A reply that is returned reopens with at least ${rulebook.returnedReplyWorkingDays} working days.`,
        )}
      </p>
      {rulebook.ladders.map((ladder) => (
        <LadderSection ladder={ladder} rulebook={rulebook} context={context} />
      ))}
      <h2 id="forms" class="part">
        {t('四、文种', '4. Forms')}
      </h2>
      <div class="table-wrap">
        <table class="rows stacked">
          <thead>
            <tr>
              <th scope="col">{t('文种', 'Form')}</th>
              <th scope="col">{t('文种代字', 'Its word')}</th>
            </tr>
          </thead>
          <tbody>
            {rulebook.forms.map((form) => (
              <tr>
                <td>{pick(form.name)}</td>
                <td data-label={t('代字', 'Word')}>{form.word}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Versions {...props} />
    </ConsoleFrame>
  );
}

const hours = ({ officeHours }: Rulebook) =>
  officeHours.windows.map(({ from, to }) => `${from}–${to}`).join('、');

function Contents({ rulebook, context }: { rulebook: Rulebook; context: ConsoleContext }) {
  const { t, pick } = context;
  return (
    <nav class="sheet contents d-print-none" aria-label={t('目录', 'Contents')}>
      <div>
        <a href="#kinds">{t('一、文书种类与送达单位', '1. Kinds of notice')}</a>
        <ul>
          {rulebook.kinds.map(({ key, name }) => (
            <li>
              <a href={`#kind-${key}`}>{pick(name)}</a>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <a href="#duties">{t('二、任务与期限', '2. Duties and periods')}</a>
        <ul>
          {rulebook.duties.map(({ key, name }) => (
            <li>
              <a href={`#duty-${key}`}>{pick(name)}</a>{' '}
              <span class="example">{usesOf(key, rulebook, context)}</span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <a href="#ladders">{t('三、催办与上报', '3. Reminders and escalation')}</a>
        <br />
        <a href="#forms">{t('四、文种', '4. Forms')}</a>
        <br />
        <a href="#versions">{t('五、历次版本', '5. Versions')}</a>
      </div>
    </nav>
  );
}

function KindSection(props: { kind: Kind; rulebook: Rulebook; context: ConsoleContext }) {
  const { kind, rulebook, context } = props;
  const { t, pick } = context;
  const comma = t('、', ', ');
  return (
    <section class="sheet rule" id={`kind-${kind.key}`}>
      <h3>{pick(kind.name)}</h3>
      <dl class="facts">
        <dt>{t('依据', 'Basis')}</dt>
        <dd>
          {rulebook.source} {kind.clause}
          <span class="example d-inline">
            {' '}
            {t(`规则表第 ${kind.rows.join('、')} 行`, `rows ${kind.rows.join(', ')} of the table`)}
          </span>
        </dd>
        <dt>{t('发文单位', 'Issued by')}</dt>
        <dd>{kind.issuers.map((one) => placeOf(one, context)).join(comma)}</dd>
        <dt>{t('必填事实', 'Facts needed')}</dt>
        <dd>{kind.requiredFacts.map((fact) => pick(FACT_LABELS[fact])).join(comma) || '—'}</dd>
        <dt>{t('审核', 'Approval')}</dt>
        <dd>
          {kind.approval
            ? t('须经另一人审核后发出', 'A second officer must approve it')
            : t('不需审核', 'None needed')}
        </dd>
        <dt>{t('签收', 'Receipt')}</dt>
        <dd>{pick(ACKNOWLEDGEMENTS[kind.acknowledgement])}</dd>
        {kind.issuerDuties.length > 0 && (
          <>
            <dt>{t('发文单位自己的任务', 'Issuer’s duties')}</dt>
            <dd>
              <DutyLinks keys={kind.issuerDuties} rulebook={rulebook} context={context} />
            </dd>
          </>
        )}
      </dl>
      <div class="table-wrap">
        <table class="rows stacked">
          <thead>
            <tr>
              <th scope="col">{t('送达单位', 'Served on')}</th>
              <th scope="col">{t('文种', 'Form')}</th>
              <th scope="col">{t('请其', 'Asked to')}</th>
              <th scope="col">{t('任务', 'Duties')}</th>
            </tr>
          </thead>
          <tbody>
            {kind.recipients.map((rule) => (
              <tr>
                <td>
                  {placeOf(rule, context)}
                  <Condition rule={rule} context={context} />
                </td>
                <td class="text-nowrap" data-label={t('文种', 'Form')}>
                  {pick(formOf(rulebook, rule.form).name)}
                </td>
                <td data-label={t('请其', 'Asked to')}>{pick(rule.ask)}</td>
                <td data-label={t('任务', 'Duties')}>
                  <DutyLinks keys={rule.duties} rulebook={rulebook} context={context} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const placeOf = (
  { level, role }: Pick<RecipientRule, 'level' | 'role'>,
  { pick, t }: ConsoleContext,
) => `${pick(LEVEL_LABELS[level])}${t('·', ' · ')}${pick(ROLE_LABELS[role])}`;

function Condition({ rule, context }: { rule: RecipientRule; context: ConsoleContext }) {
  const { t } = context;
  const words = [
    rule.when === 'villagers-house' &&
      t('涉及农村居民建房时', 'where a villager’s house is concerned'),
    rule.optional && t('由发文单位选定', 'chosen by the issuer'),
  ].filter(Boolean);
  return words.length > 0 ? <span class="subtle">{words.join(t('；', '; '))}</span> : null;
}

function DutyLinks(props: { keys: string[]; rulebook: Rulebook; context: ConsoleContext }) {
  const { keys, rulebook, context } = props;
  if (keys.length === 0) return <>{context.t('无', 'none')}</>;
  return (
    <>
      {keys.map((key) => {
        const rule = rulebook.duties.find((duty) => duty.key === key);
        return (
          <a class="d-block" href={`#duty-${key}`}>
            {rule ? context.pick(rule.name) : key}
          </a>
        );
      })}
    </>
  );
}

function Versions(props: {
  context: ConsoleContext;
  rulebook: Rulebook;
  inForce: string;
  versions: RulebookVersion[];
}) {
  const { context, rulebook, inForce, versions } = props;
  const { t } = context;
  return (
    <section class="d-print-none">
      <h2 id="versions" class="part">
        {t('五、历次版本', '5. Versions')}
      </h2>
      <div class="table-wrap">
        <table class="rows stacked">
          <thead>
            <tr>
              <th scope="col">{t('版本', 'Version')}</th>
              <th scope="col">{t('规则', 'Rulebook')}</th>
              <th scope="col">{t('首次启用', 'First loaded')}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version, key, loadedAt }) => (
              <tr>
                <td>
                  <a
                    class="digest"
                    href={
                      version === inForce ? '/console/rulebook' : `/console/rulebook/${version}`
                    }
                    aria-current={version === rulebook.version ? 'page' : undefined}
                  >
                    {version.slice(0, 12)}
                  </a>
                  {version === inForce && (
                    <span class="standing urgency-green ms-2">● {t('现行', 'in force')}</span>
                  )}
                </td>
                <td>{key}</td>
                <td>
                  <Instant at={loadedAt} context={context} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

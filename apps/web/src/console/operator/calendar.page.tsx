import type { DeadlineCount, WorkingCalendar } from '#calendar';
import type { CalendarVersion } from '#notices';
import { Day, Instant } from '../../views/dates.js';
import { LedgerTable } from '../../views/duties.js';
import { EMPTY_FORM, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { SelectField } from './form-parts.js';
import { NamedDays, YearView } from './year-view.js';

export type YearState = 'published' | 'imported' | 'provisional';

export interface ShownYear {
  year: number;
  state: YearState;
}

export interface CountQuestion {
  form: FormState;
  /** null: nothing was asked yet, or it cannot be answered. */
  count: DeadlineCount | null;
}

interface CalendarProps {
  context: ConsoleContext;
  calendar: WorkingCalendar;
  shown: ShownYear;
  years: ShownYear[];
  versions: CalendarVersion[];
  question: CountQuestion;
}

/** A year's working days, where they come from, and how a period is counted on them. */
export function CalendarPage(props: CalendarProps) {
  const { context, calendar, shown, versions, question } = props;
  const { t, officer } = context;
  const { year } = shown;
  const title = t(`${year}年工作日历`, `Working days of ${year}`);
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <Years {...props} />
      <StateOfYear shown={shown} context={context} />
      {officer.role === 'operator' && (
        <p class="buttons">
          <a class="btn btn-primary btn-sm" href="/console/calendar/import">
            {t('导入放假安排', 'Import an arrangement')}
          </a>
        </p>
      )}
      <YearView year={year} calendar={calendar} context={context} />
      <h2 id="named-days">{t('放假与补班', 'Holidays and make-up working days')}</h2>
      <NamedDays year={year} calendar={calendar} context={context} />
      <section id="count" class="d-print-none">
        <h2>{t('从某日起算', 'Count from a date')}</h2>
        <CountForm question={question} year={year} context={context} />
      </section>
      <h2>{t('数据来源', 'Where the data comes from')}</h2>
      <Versions calendar={calendar} versions={versions} context={context} />
    </ConsoleFrame>
  );
}

function Years({ context, shown, years }: CalendarProps) {
  const { t } = context;
  return (
    <nav class="tabs d-print-none" aria-label={t('年份', 'Years')}>
      {years.map(({ year, state }) => (
        <a
          href={`/console/calendar?year=${year}`}
          aria-current={year === shown.year ? 'page' : undefined}
        >
          {year}
          {state === 'provisional' && t('（暂定）', ' (provisional)')}
        </a>
      ))}
    </nav>
  );
}

function StateOfYear({ shown, context }: { shown: ShownYear; context: ConsoleContext }) {
  const { t } = context;
  const { year, state } = shown;
  if (state === 'provisional') {
    return (
      <p class="alert-box urgency-amber">
        ◑{' '}
        {t(
          `${year}年的放假安排尚未公布，这里只按星期计算；期限落在这一年的，标明“暂定”，安排导入后重新计算。`,
          `The arrangement of ${year} is not published yet: only weekends are known. Dates that fall here are provisional and are recounted once it is imported.`,
        )}
      </p>
    );
  }
  return (
    <p class="standing urgency-green">
      ●{' '}
      {state === 'published'
        ? t('已公布：按国务院办公厅的通知', 'Published: as the State Council’s office announced it')
        : t('已导入：按操作员导入的安排', 'Imported: as an operator took it in')}
    </p>
  );
}

function CountForm(props: { question: CountQuestion; year: number; context: ConsoleContext }) {
  const { question, year, context } = props;
  const { form, count } = question;
  const { t } = context;
  const labels = {
    from: t('起算日（当日不计）', 'From (the day itself is not counted)'),
    days: t('天数', 'Days'),
    unit: t('单位', 'Unit'),
  };
  const box = (name: 'from' | 'days', type: 'date' | 'number') => {
    const problem = form.problems.find(({ field }) => field === name);
    return (
      <div class="field">
        <label class="form-label" for={`field-${name}`}>
          {labels[name]}
        </label>
        <input
          class={`form-control${problem ? ' is-invalid' : ''}`}
          id={`field-${name}`}
          name={name}
          type={type}
          min={type === 'number' ? 0 : undefined}
          aria-invalid={problem ? 'true' : undefined}
          value={form.values[name] ?? ''}
        />
      </div>
    );
  };
  return (
    <>
      <ProblemList form={form} labels={labels} context={context} />
      <form method="get" action="/console/calendar#count" class="count-form" noValidate>
        <input type="hidden" name="year" value={year} />
        {box('from', 'date')}
        {box('days', 'number')}
        <SelectField
          name="unit"
          label={labels.unit}
          form={form}
          context={context}
          none={t('工作日', 'Working days')}
          choices={[
            { value: 'calendar', label: t('自然日，不顺延', 'Calendar days, as they are') },
            {
              value: 'rolling',
              label: t('自然日，末日逢休息日顺延', 'Calendar days; an off-day at the end moves on'),
            },
          ]}
        />
        <button type="submit" class="btn btn-primary">
          {t('计算', 'Count')}
        </button>
      </form>
      {count && <Counted count={count} context={context} />}
    </>
  );
}

function Counted({ count, context }: { count: DeadlineCount; context: ConsoleContext }) {
  const { t } = context;
  return (
    <div class="sheet" role="status">
      <h3>
        {t('到期日 ', 'Due on ')}
        <Day on={count.dueOn} context={context} />
      </h3>
      {count.provisional && (
        <p class="standing urgency-amber">
          ◑ {t('暂定：涉及尚未公布的日期', 'Provisional: it touches days that are not settled yet')}
        </p>
      )}
      <div class="table-wrap">
        <LedgerTable startedOn={count.from} ledger={count.ledger} context={context} />
      </div>
    </div>
  );
}

function Versions(props: {
  calendar: WorkingCalendar;
  versions: CalendarVersion[];
  context: ConsoleContext;
}) {
  const { calendar, versions, context } = props;
  const { t } = context;
  return (
    <>
      <p class="example">
        {t('现行版本：', 'In force: ')}
        {calendar.version}
        {calendar.coveredUntil && (
          <>
            {t('；已有安排至 ', '; arranged until ')}
            <Day on={calendar.coveredUntil} context={context} />
          </>
        )}
      </p>
      {versions.length === 0 ? (
        <p class="empty">
          {t(
            '还没有导入过安排；现用随程序发布的数据。次年安排公布后，由操作员导入。',
            'Nothing was imported yet; the data that comes with the program is in use. Once next year’s arrangement is published, an operator imports it.',
          )}
        </p>
      ) : (
        <div class="table-wrap">
          <table class="rows stacked">
            <thead>
              <tr>
                <th scope="col" class="right">
                  {t('次', 'No.')}
                </th>
                <th scope="col">{t('文件', 'Paper')}</th>
                <th scope="col">{t('涵盖年份', 'Covers')}</th>
                <th scope="col" class="right">
                  {t('天数', 'Days')}
                </th>
                <th scope="col">{t('导入时间', 'Imported')}</th>
              </tr>
            </thead>
            <tbody>
              {versions.map((version) => (
                <tr>
                  <td class="right" data-label={t('次', 'No.')}>
                    {version.version}
                  </td>
                  <td>
                    {version.source}
                    {version.documentNumber && <span class="subtle">{version.documentNumber}</span>}
                  </td>
                  <td data-label={t('涵盖年份', 'Covers')}>
                    {version.covers.join(t('、', ', ')) || t('（个别日期）', '(single days)')}
                  </td>
                  <td class="right" data-label={t('天数', 'Days')}>
                    {version.days}
                  </td>
                  <td>
                    <Instant at={version.importedAt} context={context} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

export const NO_QUESTION: CountQuestion = { form: EMPTY_FORM, count: null };

import type { CalendarChange } from '#calendar';
import type { CalendarPreview, MovedDuty } from '#notices';
import { Day } from '../../views/dates.js';
import { EMPTY_FORM, Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { DAY_LABELS } from '../../views/labels.js';
import { festivalWords } from '../../views/ledger-words.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { FileField } from './form-parts.js';

const EXAMPLE = `source: 国务院办公厅关于2027年部分节假日安排的通知
documentNumber: 国办发明电〔2026〕1号
covers: [2027]
days:
  - { from: 2027-01-01, to: 2027-01-03, kind: holiday, name: 元旦 }
  - { date: 2027-02-14, kind: make-up-workday, name: 春节 }`;

/** Step one: an arrangement as a file or as text. */
export function CalendarImportPage(props: { context: ConsoleContext; form?: FormState }) {
  const { context, form = EMPTY_FORM } = props;
  const { t, csrf } = context;
  const title = t('导入放假安排', 'Import an arrangement');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <p class="prose">
        {t(
          '次年的放假安排、年中调整或本地放假，写成下面的格式。先列出会改变哪些日子、哪些期限随之移动，您确认后才生效。',
          'The arrangement of a year, a change in mid-year or local days off, in the format below. The days that would change and the dates that would move are shown first; nothing changes before you confirm.',
        )}
      </p>
      <details class="more">
        <summary>{t('格式示例', 'An example of the format')}</summary>
        <pre class="sheet">{EXAMPLE}</pre>
        <p class="example">
          {t(
            'kind：holiday 放假 · make-up-workday 补班 · workday 工作日 · weekend 周末。covers 写明文件完整安排的年份；只调整个别日期的不写。',
            'covers lists the years that the file arranges in full; a file of single days leaves it out.',
          )}
        </p>
      </details>
      <ProblemList form={form} context={context} />
      <Form
        action="/console/calendar/import"
        csrf={csrf}
        submit={t('查看影响', 'Show what it would change')}
        cancel={{ href: '/console/calendar', label: t('取消', 'Cancel') }}
        multipart
      >
        <FileField
          name="file"
          label={t('文件', 'File')}
          required={false}
          accept=".yaml,.yml,text/yaml"
          form={form}
          context={context}
        />
        <div class="yaml">
          <Field
            name="text"
            label={t('或在此粘贴', 'Or paste it here')}
            kind="long-text"
            form={form}
            context={context}
          />
        </div>
      </Form>
    </ConsoleFrame>
  );
}

/** Step two: which days change, which dates move, and the button that moves them. */
export function CalendarPreviewPage(props: {
  context: ConsoleContext;
  file: string;
  preview: CalendarPreview;
  packed: string;
  shown: string;
  stale: boolean;
}) {
  const { context, file, preview, packed, shown, stale } = props;
  const { arrangement, days, moved, total } = preview;
  const { t, csrf } = context;
  const title = t('这份安排会改变什么', 'What this arrangement would change');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {title}{' '}
        <span class="number">
          {t(
            `${days.length} 天，${total.duties} 项期限（${total.notices} 件抄告）`,
            `${days.length} days, ${total.duties} duties of ${total.notices} notices`,
          )}
        </span>
      </h1>
      {stale && (
        <p class="alert-box urgency-amber" role="alert">
          {t(
            '您查看期间情况有变化，下面是现在的影响，请再次确认。',
            'Things changed while you were reading. This is what would happen now; please confirm again.',
          )}
        </p>
      )}
      <p>
        {arrangement.source}
        {arrangement.documentNumber && `（${arrangement.documentNumber}）`}
        <span class="example d-block">
          {file}
          {arrangement.covers.length > 0 &&
            t(
              ` · 完整安排 ${arrangement.covers.join('、')} 年`,
              ` · arranges ${arrangement.covers.join(', ')} in full`,
            )}
        </span>
      </p>
      {days.length === 0 && (
        <p class="empty">
          {t(
            '日历已经是这样，导入不会改变任何一天。',
            'The calendar says the same already: no day would change.',
          )}
        </p>
      )}
      {days.length > 0 && <Days days={days} context={context} />}
      <h2>{t('随之移动的期限', 'Dates that would move')}</h2>
      <Moved moved={moved} total={total} context={context} />
      <Form
        action="/console/calendar/import/apply"
        csrf={csrf}
        submit={
          total.duties > 0
            ? t(
                `导入，并重新计算这 ${total.duties} 项`,
                `Import, and recount these ${total.duties}`,
              )
            : t('导入', 'Import')
        }
        cancel={{ href: '/console/calendar/import', label: t('不导入', 'Change nothing') }}
      >
        <input type="hidden" name="packed" value={packed} />
        <input type="hidden" name="file" value={file} />
        <input type="hidden" name="shown" value={shown} />
      </Form>
    </ConsoleFrame>
  );
}

/** Days that count otherwise than before; the mere certainty of a whole year is a sentence. */
function Days({ days, context }: { days: CalendarChange[]; context: ConsoleContext }) {
  const { t, pick } = context;
  const told = days.filter(
    ({ before, after }) => before.kind !== after.kind || before.name !== after.name,
  );
  const settled = days.filter(({ before, after }) => before.provisional && !after.provisional);
  return (
    <>
      <h2>{t('会改变的日子', 'Days that would change')}</h2>
      {settled.length > 0 && (
        <p>
          {t(
            `${settled.length} 天由暂定变为确定。`,
            `${settled.length} days are settled that were provisional.`,
          )}
        </p>
      )}
      {told.length > 0 && (
        <div class="table-wrap">
          <table class="rows stacked">
            <thead>
              <tr>
                <th scope="col">{t('日期', 'Date')}</th>
                <th scope="col">{t('现在', 'Now')}</th>
                <th scope="col">{t('导入后', 'Afterwards')}</th>
              </tr>
            </thead>
            <tbody>
              {told.slice(0, 400).map(({ date, before, after, changesCount }) => (
                <tr>
                  <td>
                    <Day on={date} context={context} />
                  </td>
                  <td data-label={t('现在', 'Now')}>
                    {pick(DAY_LABELS[before.kind])}{' '}
                    {before.name && festivalWords(before.name, context)}
                  </td>
                  <td data-label={t('导入后', 'Afterwards')}>
                    {pick(DAY_LABELS[after.kind])}{' '}
                    {after.name && festivalWords(after.name, context)}
                    {changesCount && (
                      <span class="standing urgency-amber ms-2">
                        {after.kind === 'holiday' || after.kind === 'weekend'
                          ? t('不再计为工作日', 'counts no more')
                          : t('改计为工作日', 'counts from now on')}
                      </span>
                    )}
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

function Moved(props: {
  moved: MovedDuty[];
  total: CalendarPreview['total'];
  context: ConsoleContext;
}) {
  const { moved, total, context } = props;
  const { t } = context;
  if (moved.length === 0) {
    return (
      <p class="empty">{t('没有未办结的期限会移动。', 'No date of a running duty would move.')}</p>
    );
  }
  const notices = [...new Set(moved.map(({ duty }) => duty.noticeId))];
  return (
    <>
      <p class="counted">
        {t(
          `共 ${total.duties} 项：${total.dates} 项改期，${total.duties - total.dates} 项只是由暂定变为确定或相反。`,
          `${total.duties} in all: ${total.dates} move to another date, ${total.duties - total.dates} only become certain, or uncertain.`,
        )}
        {moved.length < total.duties &&
          t(` 列出前 ${moved.length} 项。`, ` The first ${moved.length} are listed.`)}
      </p>
      <div class="table-wrap">
        <table class="rows stacked">
          <thead>
            <tr>
              <th scope="col">{t('单位与任务', 'Agency and duty')}</th>
              <th scope="col">{t('现在的期限', 'Date now')}</th>
              <th scope="col">{t('导入后', 'Afterwards')}</th>
            </tr>
          </thead>
          {notices.map((noticeId) => (
            <NoticeRows
              moved={moved.filter(({ duty }) => duty.noticeId === noticeId)}
              context={context}
            />
          ))}
        </table>
      </div>
    </>
  );
}

function NoticeRows({ moved, context }: { moved: MovedDuty[]; context: ConsoleContext }) {
  const { t, pick } = context;
  const numbers = [...new Set(moved.map(({ duty }) => duty.copy?.document.number ?? ''))];
  return (
    <tbody>
      <tr class="group">
        <th scope="rowgroup" colSpan={3}>
          {numbers.join('、')} {t(`（${moved.length} 项）`, `(${moved.length})`)}
        </th>
      </tr>
      {moved.map(({ duty, from, to, provisional }) => (
        <tr>
          <td>
            {t(duty.agency.nameZh, duty.agency.nameEn)}
            <span class="subtle">{pick(duty.rule.name)}</span>
          </td>
          <td data-label={t('现在', 'Now')}>{from && <Day on={from} context={context} />}</td>
          <td data-label={t('导入后', 'Afterwards')}>
            <Day on={to} context={context} />
            {provisional.before !== provisional.after && (
              <span class="subtle">
                {provisional.after
                  ? t('变为暂定', 'becomes provisional')
                  : t('不再暂定', 'is certain now')}
              </span>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  );
}

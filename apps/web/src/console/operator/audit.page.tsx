import { type AuditEntry, type AuditOutcome } from '#access';
import type { NamedSubject } from '#notices';
import type { Bilingual } from '#rulebook';
import { withQuery } from '../../views/context.js';
import { Instant } from '../../views/dates.js';
import { ACTS } from '../acts.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { Filters, Pager } from '../table-parts.js';
import { auditDetailWords } from './audit-details.js';
import { Subject } from './audit-subject.js';

const PATH = '/console/operator/audit';

const OUTCOMES: Record<AuditOutcome, Bilingual & { tone: string }> = {
  done: { zh: '✓ 完成', en: '✓ done', tone: 'green' },
  refused: { zh: '✕ 未准', en: '✕ refused', tone: 'amber' },
  failed: { zh: '! 出错', en: '! failed', tone: 'red' },
};

export interface AuditQuery {
  who: string | undefined;
  act: string | undefined;
  from: string | undefined;
  to: string | undefined;
}

/** Who did what, on what, when and from where: read by auditors and operators, changed by nobody. */
export function AuditPage(props: {
  context: ConsoleContext;
  items: AuditEntry[];
  /** What the ids of the page's subjects stand for. */
  named: Map<string, NamedSubject>;
  next: string | null;
  query: AuditQuery;
}) {
  const { context, items, named, next, query } = props;
  const { t, pick, address } = context;
  const title = t('操作记录', 'Audit');
  const filtered = Object.values(query).some(Boolean);
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <p class="example">
        {t(
          '谁在何时、从何处、做了什么。只增不改，任何人不能删除。',
          'Who did what, when and from where. It only grows; nobody can change or delete it.',
        )}
      </p>
      <Filters
        context={context}
        action={PATH}
        clear={filtered}
        fields={[
          { name: 'who', label: t('用户名', 'User name'), value: query.who },
          {
            name: 'act',
            label: t('操作', 'Act'),
            value: query.act,
            options: Object.entries(ACTS).map(([value, act]) => ({
              value,
              label: act ? pick(act) : value,
            })),
          },
          { name: 'from', label: t('从（日期）', 'From (date)'), value: query.from, type: 'date' },
          { name: 'to', label: t('至（日期）', 'To (date)'), value: query.to, type: 'date' },
        ]}
      />
      {items.length === 0 ? (
        <div class="empty">
          {filtered ? (
            <>
              <p>{t('没有符合条件的记录。', 'Nothing matches.')}</p>
              <a href={PATH}>{t('清除筛选', 'Clear the filters')}</a>
            </>
          ) : (
            <p class="mb-0">
              {t(
                '还没有记录。有人登录或办理事项后，这里逐条列出。',
                'Nothing yet. Sign-ins and whatever officers do appear here.',
              )}
            </p>
          )}
        </div>
      ) : (
        <>
          <div class="table-wrap">
            <table class="rows stacked">
              <thead>
                <tr>
                  <th scope="col">{t('时间', 'When')}</th>
                  <th scope="col">{t('人员', 'Who')}</th>
                  <th scope="col">{t('操作', 'Act')}</th>
                  <th scope="col">{t('对象', 'On what')}</th>
                  <th scope="col">{t('结果', 'Outcome')}</th>
                  <th scope="col">{t('来自', 'From')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((entry) => (
                  <Row entry={entry} named={named} context={context} />
                ))}
              </tbody>
            </table>
          </div>
          <Pager context={context} next={next && withQuery(address, 'cursor', next)} />
        </>
      )}
    </ConsoleFrame>
  );
}

function Row(props: {
  entry: AuditEntry;
  named: Map<string, NamedSubject>;
  context: ConsoleContext;
}) {
  const { entry, named, context } = props;
  const { t, pick } = context;
  const { at, who, name, act, detail, ip, outcome } = entry;
  const words = ACTS[act];
  const { tone, ...result } = OUTCOMES[outcome];
  return (
    <tr>
      <td>
        <Instant at={at} context={context} />
      </td>
      <td class="text-nowrap">
        {name || who || t('未登录', 'nobody')}
        {name && <span class="subtle">{who}</span>}
      </td>
      <td>
        <strong>{words ? pick(words) : act}</strong>
      </td>
      <td>
        <Subject entry={entry} named={named} context={context} />
        {detail && <span class="subtle">{auditDetailWords(detail, context)}</span>}
      </td>
      <td>
        <span class={`standing urgency-${tone}`}>{pick(result)}</span>
      </td>
      <td class="number" data-label={t('来自', 'From')}>
        {ip}
      </td>
    </tr>
  );
}

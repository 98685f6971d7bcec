import type { AgencyFilter, AgencyRow, Region } from '#agencies';
import { LEVEL_LABELS, LEVELS, ROLE_LABELS, ROLES } from '#rulebook';
import { withQuery } from '../../views/context.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { Filters, Pager } from '../table-parts.js';
import { postWords, receivesWords } from './directory-words.js';

/** Leads between the pages of the directory. */
export function DirectoryTabs(props: {
  context: ConsoleContext;
  here: 'agencies' | 'coverage' | 'regions' | 'import';
}) {
  const { context, here } = props;
  const { t, officer } = context;
  const tabs = [
    { key: 'agencies', path: '/console/directory', words: t('单位', 'Agencies') },
    { key: 'coverage', path: '/console/directory/coverage', words: t('缺位与代管', 'Gaps') },
    { key: 'regions', path: '/console/directory/regions', words: t('镇园', 'Regions') },
    ...(officer.role === 'operator'
      ? [{ key: 'import', path: '/console/directory/import', words: t('导入名录', 'Import') }]
      : []),
  ];
  return (
    <nav class="tabs d-print-none" aria-label={t('名录', 'Directory')}>
      {tabs.map(({ key, path, words }) => (
        <a href={path} aria-current={key === here ? 'page' : undefined}>
          {words}
        </a>
      ))}
    </nav>
  );
}

/** Agencies by town, each with whom mail goes to. */
export function DirectoryPage(props: {
  context: ConsoleContext;
  rows: AgencyRow[];
  total: number;
  next: string | null;
  filter: AgencyFilter;
  regions: Region[];
}) {
  const { context, rows, total, next, filter, regions } = props;
  const { t, pick, officer } = context;
  const title = t('名录', 'Directory');
  const filtered = Object.values(filter).some(Boolean);
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {title} <span class="number">{t(`${total} 个单位`, `${total} agencies`)}</span>
      </h1>
      <DirectoryTabs context={context} here="agencies" />
      {officer.role === 'operator' && (
        <p class="buttons">
          <a class="btn btn-primary btn-sm" href="/console/directory/new">
            {t('增加单位', 'Add an agency')}
          </a>
        </p>
      )}
      <Filters
        context={context}
        action="/console/directory"
        clear={filtered}
        fields={[
          {
            name: 'town',
            label: t('镇园', 'Town'),
            value: filter.town,
            options: [
              { value: '-', label: t('市级及以上', 'City and above') },
              ...regions.map(({ code, nameZh, nameEn }) => ({
                value: code,
                label: t(nameZh, nameEn),
              })),
            ],
          },
          {
            name: 'role',
            label: t('类别', 'Role'),
            value: filter.role,
            options: ROLES.map((role) => ({ value: role, label: pick(ROLE_LABELS[role]) })),
          },
          {
            name: 'level',
            label: t('级别', 'Level'),
            value: filter.level,
            options: LEVELS.map((level) => ({ value: level, label: pick(LEVEL_LABELS[level]) })),
          },
          {
            name: 'retired',
            label: t('状态', 'State'),
            value: filter.retired ? '1' : undefined,
            options: [{ value: '1', label: t('已停用', 'Retired') }],
            none: t('在用', 'In service'),
          },
          { name: 'text', label: t('名称、代字、邮箱', 'Name, word, address'), value: filter.text },
        ]}
      />
      {rows.length === 0 ? (
        <Empty filtered={filtered} context={context} />
      ) : (
        <>
          <p class="counted">
            {t(`本页 ${rows.length} 个，共 ${total} 个`, `${rows.length} of ${total} on this page`)}
          </p>
          <div class="table-wrap">
            <table class="rows stacked">
              <thead>
                <tr>
                  <th scope="col">{t('单位', 'Agency')}</th>
                  <th scope="col">{t('类别', 'Role')}</th>
                  <th scope="col">{t('联系人与接收', 'Contacts, and what they receive')}</th>
                </tr>
              </thead>
              {byTown(rows).map(({ town, rows: ofTown }) => (
                <tbody>
                  <tr class="group">
                    <th scope="rowgroup" colSpan={3}>
                      {townName(town, regions, context)}
                    </th>
                  </tr>
                  {ofTown.map((row) => (
                    <Row row={row} context={context} />
                  ))}
                </tbody>
              ))}
            </table>
          </div>
          <Pager context={context} next={next && withQuery(context.address, 'cursor', next)} />
        </>
      )}
    </ConsoleFrame>
  );
}

export function townName(town: string | null, regions: Region[], { t }: ConsoleContext): string {
  if (town === null) return t('市级及以上', 'City and above');
  const region = regions.find(({ code }) => code === town);
  return region ? t(region.nameZh, region.nameEn) : town;
}

/** Rows come in the order of towns. */
function byTown(rows: AgencyRow[]): { town: string | null; rows: AgencyRow[] }[] {
  const towns = [...new Set(rows.map(({ agency }) => agency.town))];
  return towns.map((town) => ({ town, rows: rows.filter(({ agency }) => agency.town === town) }));
}

function Row({ row, context }: { row: AgencyRow; context: ConsoleContext }) {
  const { agency, contacts } = row;
  const { t, pick } = context;
  return (
    <tr>
      <td>
        <a href={`/console/directory/agencies/${agency.code}`}>{t(agency.nameZh, agency.nameEn)}</a>
        <span class="subtle">
          {agency.code}
          {agency.word && ` · ${agency.word}`}
        </span>
      </td>
      <td class="text-nowrap">{pick(ROLE_LABELS[agency.role])}</td>
      <td>
        {contacts.map((contact) => (
          <span class="contact">
            {contact.email}
            <span class="subtle">
              {contact.name}（{postWords(contact.post, context)}） ·{' '}
              {receivesWords(contact.receives, context)}
            </span>
          </span>
        ))}
      </td>
    </tr>
  );
}

function Empty({ filtered, context }: { filtered: boolean; context: ConsoleContext }) {
  const { t } = context;
  return (
    <div class="empty">
      {filtered ? (
        <>
          <p>{t('没有符合条件的单位。', 'No agency matches.')}</p>
          <a href="/console/directory">{t('清除筛选', 'Clear the filters')}</a>
        </>
      ) : (
        <>
          <p>
            {t(
              '名录里还没有单位。单位及其联系人列在这里，抄告按它们送达。',
              'The directory has no agency yet. Agencies and their contacts are listed here; notices are served by them.',
            )}
          </p>
          <a href="/console/directory/import">{t('导入名录文件', 'Import a directory file')}</a>
        </>
      )}
    </div>
  );
}

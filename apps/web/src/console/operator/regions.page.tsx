import type { Region } from '#agencies';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { DirectoryTabs } from './directory.page.js';

/** Towns and parks by code; one is added or renamed by the form below. */
export function RegionsPage(props: {
  context: ConsoleContext;
  regions: (Region & { agencies: number })[];
  form: FormState;
}) {
  const { context, regions, form } = props;
  const { t, csrf, officer } = context;
  const labels = {
    code: t('区划代码', 'Region code'),
    nameZh: t('名称', 'Name'),
    nameEn: t('英文名称', 'English name'),
  };
  const title = t('镇园', 'Regions');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {title} <span class="number">{t(`${regions.length} 个`, String(regions.length))}</span>
      </h1>
      <DirectoryTabs context={context} here="regions" />
      <div class="columns">
        <div class="table-wrap">
          {regions.length === 0 && (
            <p class="empty">{t('还没有镇园。', 'There is no region yet.')}</p>
          )}
          <table class="rows" hidden={regions.length === 0}>
            <thead>
              <tr>
                <th scope="col">{labels.code}</th>
                <th scope="col">{labels.nameZh}</th>
                <th scope="col" class="right">
                  {t('单位', 'Agencies')}
                </th>
              </tr>
            </thead>
            <tbody>
              {regions.map(({ code, nameZh, nameEn, agencies }) => (
                <tr>
                  <td class="figures text-nowrap">{code}</td>
                  <td>{t(nameZh, nameEn)}</td>
                  <td class="right">
                    <a
                      href={`/console/directory?town=${code}`}
                      aria-label={t(`${nameZh}的 ${agencies} 个单位`, `${agencies} of ${nameEn}`)}
                    >
                      {agencies}
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {officer.role === 'operator' && (
          <section class="sheet align-self-start">
            <h2>{t('增加或改名', 'Add or rename')}</h2>
            <p class="example">
              {t(
                '代码已有的，改其名称；镇园不删除，抄告和单位记着它。',
                'A code that exists is renamed. A region is never removed: notices and agencies name it.',
              )}
            </p>
            <ProblemList form={form} labels={labels} context={context} />
            <Form action="/console/directory/regions" csrf={csrf} submit={t('保存', 'Save')}>
              <Field
                form={form}
                context={context}
                name="code"
                label={labels.code}
                required
                example={t('九位数字，如 320681110', 'Nine digits, e.g. 320681110')}
              />
              <Field form={form} context={context} name="nameZh" label={labels.nameZh} required />
              <Field form={form} context={context} name="nameEn" label={labels.nameEn} required />
            </Form>
          </section>
        )}
      </div>
    </ConsoleFrame>
  );
}

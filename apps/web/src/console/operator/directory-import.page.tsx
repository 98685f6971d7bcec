import type { Change } from '#agencies';
import type { FormState } from '../../views/forms.js';
import { EMPTY_FORM, Form, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { fieldWords, valueWords, whatWords } from './directory-words.js';
import { DirectoryTabs } from './directory.page.js';
import { FileField, RealAddressBox } from './form-parts.js';

/** Step one: a file to compare with what is in force. */
export function DirectoryImportPage(props: { context: ConsoleContext; form?: FormState }) {
  const { context, form = EMPTY_FORM } = props;
  const { t, csrf } = context;
  const title = t('导入名录', 'Import a directory');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <DirectoryTabs context={context} here="import" />
      <p class="prose">
        {t(
          '上传名录文件（YAML，格式同 rulebooks/qidong-directory.yaml）。先列出与现有名录的差别，您确认后才生效。文件里没有的单位和联系人将停用，记录保留。',
          'Upload a directory file (YAML, like rulebooks/qidong-directory.yaml). What differs is shown first; nothing changes before you confirm. Agencies and contacts that are not in the file are retired and kept for their history.',
        )}
      </p>
      <ProblemList form={form} context={context} />
      <Form
        action="/console/directory/import"
        csrf={csrf}
        submit={t('比较', 'Compare')}
        cancel={{ href: '/console/directory', label: t('取消', 'Cancel') }}
        multipart
      >
        <FileField
          name="file"
          label={t('名录文件', 'Directory file')}
          accept=".yaml,.yml,text/yaml"
          form={form}
          context={context}
        />
        <RealAddressBox form={form} context={context} />
      </Form>
    </ConsoleFrame>
  );
}

const SIGN: Record<Change['action'], { sign: string; tone: string; zh: string; en: string }> = {
  add: { sign: '＋', tone: 'green', zh: '增加', en: 'Added' },
  change: { sign: '～', tone: 'blue', zh: '修改', en: 'Changed' },
  retire: { sign: '－', tone: 'red', zh: '停用', en: 'Retired' },
};

/** More changes than a person reads; the others are counted. */
const LISTED = 500;

/** Step two: what would change, and the button that changes it. */
export function DirectoryDifferencePage(props: {
  context: ConsoleContext;
  file: string;
  changes: Change[];
  /** The file as it goes back with the form. */
  packed: string;
  realAddresses: boolean;
  /** What differs has changed since it was shown. */
  stale: boolean;
  shown: string;
}) {
  const { context, file, changes, packed, realAddresses, stale, shown } = props;
  const { t, pick, csrf } = context;
  const title = t('名录的差别', 'How the directory would change');
  const count = (action: Change['action']) =>
    changes.filter((change) => change.action === action).length;
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {title}{' '}
        <span class="number">
          {t(
            `增加 ${count('add')}，修改 ${count('change')}，停用 ${count('retire')}`,
            `${count('add')} added, ${count('change')} changed, ${count('retire')} retired`,
          )}
        </span>
      </h1>
      {stale && (
        <p class="alert-box urgency-amber" role="alert">
          {t(
            '名录在您查看期间有改动，下面是现在的差别，请再次确认。',
            'The directory was changed while you were reading. This is how it differs now; please confirm again.',
          )}
        </p>
      )}
      <p class="example">{file}</p>
      {changes.length === 0 ? (
        <div class="empty">
          <p>{t('文件与现有名录一致，无需导入。', 'The directory says the same already.')}</p>
          <a href="/console/directory">{t('回到名录', 'Back to the directory')}</a>
        </div>
      ) : (
        <>
          <div class="table-wrap">
            <table class="rows stacked">
              <thead>
                <tr>
                  <th scope="col">{t('变动', 'Change')}</th>
                  <th scope="col">{t('对象', 'Entry')}</th>
                  <th scope="col">{t('内容', 'What differs')}</th>
                </tr>
              </thead>
              <tbody>
                {changes.slice(0, LISTED).map((change) => (
                  <tr>
                    <td class="text-nowrap">
                      <span class={`standing urgency-${SIGN[change.action].tone}`}>
                        {SIGN[change.action].sign} {pick(SIGN[change.action])}
                      </span>
                    </td>
                    <td>
                      {whatWords(change.what, context)} {change.name}
                      <span class="subtle">{change.key}</span>
                    </td>
                    <td>
                      {change.action === 'change' &&
                        change.fields.map(({ field, from, to }) => (
                          <span class="d-block">
                            {fieldWords(field, context)}
                            {t('：', ': ')}
                            <del>{valueWords(field, from, context)}</del> →{' '}
                            <ins>{valueWords(field, to, context)}</ins>
                          </span>
                        ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {changes.length > LISTED && (
            <p class="counted">
              {t(
                `共 ${changes.length} 处，列出前 ${LISTED} 处。`,
                `${changes.length} in all; the first ${LISTED} are listed.`,
              )}
            </p>
          )}
          <Form
            action="/console/directory/import/apply"
            csrf={csrf}
            submit={t(`应用这 ${changes.length} 处变动`, `Apply these ${changes.length} changes`)}
            cancel={{ href: '/console/directory/import', label: t('不导入', 'Change nothing') }}
          >
            <input type="hidden" name="packed" value={packed} />
            <input type="hidden" name="file" value={file} />
            <input type="hidden" name="shown" value={shown} />
            {realAddresses && <input type="hidden" name="realAddresses" value="yes" />}
          </Form>
        </>
      )}
    </ConsoleFrame>
  );
}

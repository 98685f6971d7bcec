import type { Draft } from '#notices';
import type { Kind } from '#rulebook';
import { Instant } from '../../views/dates.js';
import { Form, type FormState, ProblemList } from '../../views/forms.js';
import { actorWords } from '../event-words.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { Csrf, SelectField } from './desk-fields.js';

/** What shall be written, or which draft shall be gone on with. */
export function ComposeStartPage(props: {
  context: ConsoleContext;
  kinds: Kind[];
  drafts: Draft[];
  form: FormState;
}) {
  const { context, kinds, drafts, form } = props;
  const { t, pick, csrf, officer } = context;
  const title = t('制发抄告', 'Compose');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      <ProblemList form={form} context={context} />
      {kinds.length === 0 ? (
        <div class="empty">
          <p class="mb-0">
            {t(
              `规则文件没有规定由${officer.agency.nameZh}制发的文书。`,
              `The rulebook names no document that ${officer.agency.nameEn} issues.`,
            )}
          </p>
        </div>
      ) : (
        <section class="sheet">
          <h2>{t('新写一份', 'Begin a new one')}</h2>
          {kinds.length === 1 && kinds[0] ? (
            <form method="post" action="/console/compose">
              <Csrf context={context} />
              <input type="hidden" name="kind" value={kinds[0].key} />
              <p class="example">{kinds[0].clause}</p>
              <button type="submit" class="btn btn-primary">
                {t(`写${kinds[0].name.zh}`, `Write: ${kinds[0].name.en}`)}
              </button>
            </form>
          ) : (
            <Form action="/console/compose" submit={t('开始填写', 'Begin')} csrf={csrf}>
              <SelectField
                name="kind"
                label={t('文书种类', 'Kind of document')}
                required
                options={kinds.map((kind) => ({
                  value: kind.key,
                  label: `${pick(kind.name)}（${kind.clause}）${
                    kind.approval ? t(' · 须第二人审核', ' · a second officer approves') : ''
                  }`,
                }))}
                form={form}
                context={context}
              />
            </Form>
          )}
          <p class="example mb-0">
            {t('有很多份？用', 'Many at once? Use ')}
            <a href="/console/batch">{t('批量导入（卫片）', 'a spreadsheet')}</a>
            {t('。', '.')}
          </p>
        </section>
      )}
      <h2>{t(`草稿（${drafts.length}）`, `Drafts (${drafts.length})`)}</h2>
      {drafts.length === 0 ? (
        <div class="empty">
          <p class="mb-0">
            {t(
              '没有草稿。写到一半时按“保存草稿”，就在这里找得到；本单位的人都可以接着写。',
              'No drafts. Press “Save draft” half-way and you find it here; any officer of your office may go on with it.',
            )}
          </p>
        </div>
      ) : (
        <div class="table-wrap">
          <table class="rows stacked">
            <thead>
              <tr>
                <th>{t('项目', 'Project')}</th>
                <th>{t('地点', 'Place')}</th>
                <th>{t('种类', 'Kind')}</th>
                <th>{t('最近修改', 'Last changed')}</th>
                <th>
                  <span class="visually-hidden">{t('操作', 'Actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {drafts.map((draft) => (
                <DraftRow draft={draft} kinds={kinds} context={context} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </ConsoleFrame>
  );
}

function DraftRow(props: { draft: Draft; kinds: Kind[]; context: ConsoleContext }) {
  const { draft, kinds, context } = props;
  const { t, pick } = context;
  const kind = kinds.find(({ key }) => key === draft.kind);
  const at = `/console/compose/${draft.id}`;
  return (
    <tr>
      <td>
        <a href={at}>{draft.typed.project ?? t('（尚未填写项目）', '(no project yet)')}</a>
        {draft.sentBackReason && (
          <span class="subtle">
            {t('审核退回：', 'Sent back: ')}
            {draft.sentBackReason}
          </span>
        )}
      </td>
      <td>{draft.typed.placeText}</td>
      <td>{kind ? pick(kind.name) : draft.kind}</td>
      <td>
        <Instant at={draft.changedAt} context={context} />
        <span class="subtle">{actorWords(draft.changedBy, context)}</span>
      </td>
      <td>
        <a href={`${at}/delete`}>{t('删除', 'Delete')}</a>
      </td>
    </tr>
  );
}

/** Deleting asks once, in words. */
export function DeleteDraftPage({ context, draft }: { context: ConsoleContext; draft: Draft }) {
  const { t, csrf } = context;
  const name = draft.typed.project ?? t('这份草稿', 'this draft');
  return (
    <ConsoleFrame context={context} title={t('删除草稿', 'Delete draft')}>
      <h1>{t(`确定删除“${name}”吗？`, `Do you want to delete “${name}”?`)}</h1>
      <p class="prose">
        {t(
          `填写的内容和${draft.attachments.length}个附件会一并删除，不能恢复。草稿还没有发给任何单位。`,
          `What was typed and its ${draft.attachments.length} files are deleted for good. It has not been sent to anybody.`,
        )}
      </p>
      <Form
        action={`/console/compose/${draft.id}/delete`}
        submit={t('删除草稿', 'Delete the draft')}
        tone="danger"
        cancel={{ href: `/console/compose/${draft.id}`, label: t('不删除', 'Keep it') }}
        csrf={csrf}
      />
    </ConsoleFrame>
  );
}

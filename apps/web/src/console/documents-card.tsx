import type { DocumentFile, NoticeView } from '#notices';
import { Instant } from '../views/dates.js';
import { type ConsoleContext, mayManage } from './console-frame.js';

/** The formal documents of a notice, each a PDF that is never made anew. */
export function DocumentsCard(props: {
  files: DocumentFile[];
  view: NoticeView;
  context: ConsoleContext;
}) {
  const { files, view, context } = props;
  const { t, officer } = context;
  const { notice, copies } = view;
  const at = `/console/notices/${notice.id}`;
  return (
    <section class="sheet" id="documents">
      <h2>{t('文书', 'Documents')}</h2>
      {notice.state !== 'awaiting-approval' && (
        <p>
          <a class="btn btn-outline-primary btn-sm" href={`${at}/case-file`}>
            {t('卷宗（PDF）', 'Case file (PDF)')}
          </a>
        </p>
      )}
      {files.length === 0 && (
        <p class="example">
          {t(
            '文书发出后在此列出，并附文件指纹。',
            'Documents appear here once they have been made, with their digests.',
          )}
        </p>
      )}
      <ul class="files">
        {files.map(({ id, filename, digest, madeAt }) => (
          <li>
            <a href={`${at}/documents/${id}`}>{filename}</a>
            <span class="example d-block">
              <Instant at={madeAt} context={context} /> · SHA-256{' '}
              <span title={digest}>{digest.slice(0, 16)}…</span>
            </span>
          </li>
        ))}
      </ul>
      {copies.length > 0 && (
        <details>
          <summary>
            {t('送达用纸质件和送达回证', 'Paper for service by hand, and receipts')}
          </summary>
          <ul class="files">
            {copies.map(({ copy }) => (
              <li>
                {t(copy.agency.nameZh, copy.agency.nameEn)}{' '}
                {mayManage(officer, notice) && (
                  <a href={`/console/copies/${copy.id}/paper`}>{t('纸质件', 'Paper')}</a>
                )}{' '}
                {copy.servedOn && (
                  <a href={`/console/copies/${copy.id}/receipt-of-service`}>
                    {t('送达回证', 'Receipt of service')}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

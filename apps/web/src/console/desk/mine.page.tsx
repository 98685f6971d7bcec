import type { Copy, NoticeView, Owed, ReceivedMail, Reply } from '#notices';
import type { ComponentChildren } from 'preact';
import { placeWords } from '../../views/case-facts.js';
import { withQuery } from '../../views/context.js';
import { Day, Instant } from '../../views/dates.js';
import { OUTCOME_LABELS } from '../../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { NoticeItem } from '../notices.page.js';
import { Pager } from '../table-parts.js';
import { MailReplies } from './mail-replies.js';
import { sheetOf } from '../done-with-copy.js';

export type MineList =
  | { show: 'replies'; items: Reply[] }
  | { show: 'undelivered'; items: Copy[] }
  | { show: 'mails'; items: ReceivedMail[] }
  | { show: 'issued' | 'overdue'; items: NoticeView[] };

/** What the office owes, as numbers that open their lists; then the chosen list. */
export function MinePage(props: {
  context: ConsoleContext;
  owed: Owed;
  list: MineList;
  next: string | null;
}) {
  const { context, owed, list, next } = props;
  const { t } = context;
  const title = t('我的待办', 'My desk');
  const owes = owed.replies + owed.undelivered + owed.approvals + owed.mails;
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {owes === 0
          ? t('没有欠办的事', 'You owe nothing')
          : t(`欠办 ${plenty(owes)} 件`, `You owe ${plenty(owes)}`)}
      </h1>
      <nav class="tiles" aria-label={t('待办', 'What is owed')}>
        <Tile
          href="/console/mine?show=replies"
          count={owed.replies}
          label={t('函复待审核', 'Replies to review')}
          tone="amber"
          current={list.show === 'replies'}
        />
        <Tile
          href="/console/mine?show=undelivered"
          count={owed.undelivered}
          label={t('邮件未送达，须人工送达', 'Not delivered: serve by hand')}
          tone="red"
          current={list.show === 'undelivered'}
        />
        <Tile
          href="/console/mine?show=mails"
          count={owed.mails}
          label={t('邮件回复待确认', 'Mails to be confirmed')}
          tone="amber"
          current={list.show === 'mails'}
        />
        <Tile
          href="/console/approvals"
          count={owed.approvals}
          label={t('待审核发出', 'To approve')}
          tone="amber"
        />
        <Tile href="/console/compose" count={owed.drafts} label={t('草稿', 'Drafts')} tone="blue" />
        <Tile
          href="/console/mine?show=overdue"
          count={owed.overdue}
          label={t('对方逾期（可催办）', 'They are overdue (remind)')}
          tone="red"
          current={list.show === 'overdue'}
        />
        <Tile
          href="/console/mine?show=issued"
          count={null}
          label={t('已发出的抄告', 'Issued notices')}
          tone="blue"
          current={list.show === 'issued'}
        />
      </nav>
      <List list={list} context={context} />
      {list.items.length > 0 && (
        <Pager context={context} next={next && withQuery(context.address, 'cursor', next)} />
      )}
    </ConsoleFrame>
  );
}

/** Counting stops at a thousand. */
const plenty = (count: number) => (count >= 1000 ? '999+' : String(count));

function Tile(props: {
  href: string;
  count: number | null;
  label: string;
  tone: string;
  current?: boolean;
}) {
  const { href, count, label, tone, current } = props;
  const urgency = count === 0 ? 'grey' : tone;
  return (
    <a class={`tile urgency-${urgency}`} href={href} aria-current={current ? 'page' : undefined}>
      <strong class="figures">{count === null ? '→' : plenty(count)}</strong>
      <span>{label}</span>
    </a>
  );
}

function List({ list, context }: { list: MineList; context: ConsoleContext }) {
  switch (list.show) {
    case 'replies':
      return <Replies items={list.items} context={context} />;
    case 'mails':
      return <MailReplies items={list.items} context={context} />;
    case 'undelivered':
      return <Undelivered items={list.items} context={context} />;
    default:
      return <Notices list={list} context={context} />;
  }
}

function Replies({ items, context }: { items: Reply[]; context: ConsoleContext }) {
  const { t, pick } = context;
  return (
    <>
      <h2>{t('函复待审核', 'Replies to review')}</h2>
      {items.length === 0 ? (
        <Empty>
          {t(
            '没有待审核的函复。单位函复后在这里认可或退回。',
            'No reply waits. When an agency replies, you accept it here or return it.',
          )}
        </Empty>
      ) : (
        <div class="table-wrap">
          <table class="rows stacked">
            <thead>
              <tr>
                <th>{t('单位', 'Agency')}</th>
                <th>{t('文号', 'Number')}</th>
                <th>{t('函复', 'Reply')}</th>
                <th>
                  <span class="visually-hidden">{t('操作', 'Actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ id, copy, outcome, text, submittedOn }) => (
                <tr>
                  <td>{t(copy.agency.nameZh, copy.agency.nameEn)}</td>
                  <td class="number">
                    <a href={sheetOf(copy)}>{copy.document.number}</a>
                    <span class="subtle">{copy.notice.facts.project}</span>
                  </td>
                  <td>
                    <strong>{pick(OUTCOME_LABELS[outcome])}</strong>{' '}
                    <Day on={submittedOn} context={context} />
                    <span class="subtle">{text.slice(0, 80)}</span>
                  </td>
                  <td>
                    <a
                      class="btn btn-primary btn-sm"
                      href={`/console/copies/${copy.id}/replies/${id}`}
                    >
                      {t('审核', 'Review')}
                    </a>
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

function Undelivered({ items, context }: { items: Copy[]; context: ConsoleContext }) {
  const { t } = context;
  return (
    <>
      <h2>{t('邮件未送达，须人工送达', 'Not delivered: serve by hand')}</h2>
      {items.length === 0 ? (
        <Empty>
          {t(
            '没有送不到的抄告。邮件被退回的，在这里登记人工送达。',
            'Every copy reached its agency. Where mail bounces, you record a service by hand here.',
          )}
        </Empty>
      ) : (
        <div class="table-wrap">
          <table class="rows stacked">
            <thead>
              <tr>
                <th>{t('单位', 'Agency')}</th>
                <th>{t('文号', 'Number')}</th>
                <th>{t('案情', 'Case')}</th>
                <th>
                  <span class="visually-hidden">{t('操作', 'Actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ id, agency, document, notice, noticeId }) => (
                <tr>
                  <td>{t(agency.nameZh, agency.nameEn)}</td>
                  <td class="number">
                    <a href={`/console/notices/${noticeId}#copy-${id}`}>{document.number}</a>
                    <span class="subtle">
                      {notice.issuedAt && <Instant at={notice.issuedAt} context={context} />}
                    </span>
                  </td>
                  <td>
                    {notice.facts.project}
                    <span class="subtle">{placeWords(notice.facts, context)}</span>
                  </td>
                  <td>
                    <a class="btn btn-primary btn-sm" href={`/console/copies/${id}/service`}>
                      {t('登记人工送达', 'Record service')}
                    </a>
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

function Notices(props: {
  list: Extract<MineList, { items: NoticeView[] }>;
  context: ConsoleContext;
}) {
  const { list, context } = props;
  const { t } = context;
  const overdue = list.show === 'overdue';
  return (
    <>
      <h2>
        {overdue ? t('对方逾期', 'They are overdue') : t('已发出的抄告', 'Issued notices')}{' '}
        <a class="example" href="/console/notices">
          {t('全部与查找', 'All, and search')}
        </a>
      </h2>
      {list.items.length === 0 ? (
        <Empty>
          {overdue ? (
            t(
              '没有逾期的单位。有单位逾期未办结的，在这里催办。',
              'Nobody is overdue. Whoever is late is listed here, to be reminded.',
            )
          ) : (
            <>
              {t('还没有发出抄告。', 'No notice has been issued yet.')}{' '}
              <a href="/console/compose">{t('写一份', 'Write one')}</a>
            </>
          )}
        </Empty>
      ) : (
        list.items.map((item) => <NoticeItem item={item} context={context} />)
      )}
    </>
  );
}

function Empty({ children }: { children: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="mb-0">{children}</p>
    </div>
  );
}

import type { Copy } from '#notices';
import type { PageContext } from './context.js';
import { ACKNOWLEDGEMENT_LABELS } from './labels.js';
import { dateWords, timeWords } from './dates.js';
import { localDateOf } from '#calendar';

interface Axis {
  word: string;
  mark: '✓' | '✗' | '…' | '!' | '–';
  tone: 'green' | 'grey' | 'amber' | 'red' | 'blue';
  sentence: string;
}

/** 送达 · 签收 · 函复: three states that say nothing of one another. */
export function Axes({ copy, context }: { copy: Copy; context: PageContext }) {
  return (
    <span class="axes">
      {[transport(copy, context), acknowledgement(copy, context), reply(copy, context)].map(
        ({ word, mark, tone, sentence }) => (
          <details class={`axis urgency-${tone}`} name="axis">
            <summary title={sentence}>
              {word}
              <span class="axis-mark">{mark}</span>
            </summary>
            <p>{sentence}</p>
          </details>
        ),
      )}
    </span>
  );
}

function at(instant: Date | null, context: PageContext): string {
  if (!instant) return '';
  const date = new Date(instant);
  return `${dateWords(localDateOf(date), context)} ${timeWords(date)}`;
}

function transport(copy: Copy, context: PageContext): Axis {
  const { t } = context;
  const word = t('送达', 'Served');
  switch (copy.transport) {
    case 'served': {
      const when = at(copy.servedAt, context);
      const sentence =
        copy.serviceMethod === 'by-hand'
          ? t(`${when} 人工送达。`, `Served by hand on ${when}.`)
          : t(`${when} 对方邮件服务器已接收。`, `Accepted by the agency's mail server on ${when}.`);
      return { word, mark: '✓', tone: 'green', sentence };
    }
    case 'undeliverable':
      return {
        word,
        mark: '!',
        tone: 'red',
        sentence: t(
          '全部地址均无法送达，期限未起算。',
          'No address could be reached; no period has started.',
        ),
      };
    case 'unserved':
      return {
        word,
        mark: '…',
        tone: 'grey',
        sentence: t('尚未送达，期限未起算。', 'Not served yet; no period has started.'),
      };
  }
}

function acknowledgement(copy: Copy, context: PageContext): Axis {
  const { t } = context;
  const word = t('签收', 'Acknowledged');
  return copy.acknowledgement === 'acknowledged'
    ? {
        word,
        mark: '✓',
        tone: 'green',
        sentence: `${at(copy.acknowledgedAt, context)} ${gradeOf(copy, context)}`,
      }
    : {
        word,
        mark: '✗',
        tone: 'grey',
        sentence: t('尚未签收。', 'Nobody has acknowledged it yet.'),
      };
}

/** With what it proves: every acknowledgement on record was typed or signed by a named person. */
export const gradeOf = (
  { acknowledgementGrade }: Copy,
  { pick }: Pick<PageContext, 'pick'>,
): string => pick(ACKNOWLEDGEMENT_LABELS[acknowledgementGrade ?? 'named-officer']);

function reply({ reply: state, remit }: Copy, { t }: PageContext): Axis {
  const word = t('函复', 'Replied');
  if (remit === 'claimed-outside') {
    const sentence = t(
      '对方称不属其职责，待联席会议办公室决定。',
      'It claims to be outside its remit; the secretariat decides.',
    );
    return { word, mark: '!', tone: 'amber', sentence };
  }
  if (remit === 'outside') {
    const sentence = t(
      '已认定不属其职责，不需函复。',
      'Found to be outside its remit; no reply is wanted.',
    );
    return { word, mark: '–', tone: 'grey', sentence };
  }
  switch (state) {
    case 'none':
      return { word, mark: '✗', tone: 'grey', sentence: t('尚无函复。', 'No reply yet.') };
    case 'in-progress':
      return {
        word,
        mark: '…',
        tone: 'blue',
        sentence: t('已函复办理中，尚未办结。', 'It replied that work is in progress.'),
      };
    case 'submitted':
      return {
        word,
        mark: '…',
        tone: 'blue',
        sentence: t('已函复，待发文单位审核。', 'Replied; the issuer has yet to review it.'),
      };
    case 'accepted':
      return {
        word,
        mark: '✓',
        tone: 'green',
        sentence: t('函复已获认可。', 'The reply was accepted.'),
      };
    case 'returned':
      return {
        word,
        mark: '!',
        tone: 'amber',
        sentence: t('函复已退回，待补充。', 'The reply was returned for more.'),
      };
  }
}

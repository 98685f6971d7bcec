import type { UnansweredRow } from '#notices';
import type { Kind } from '#rulebook';
import { areaCells } from '../../views/case-facts.js';
import { statusWords } from '../../views/duties.js';
import { DECISION_LABELS, SEVERITY_LABELS } from '../../views/labels.js';
import type { SheetCell, SheetColumn } from '../../views/spreadsheet.js';
import type { ConsoleContext } from '../console-frame.js';

/** The head of the exported list. */
export function unansweredColumns({ t }: ConsoleContext): SheetColumn[] {
  return [
    { header: t('到期日', 'Due'), width: 12 },
    { header: t('状态', 'State'), width: 20 },
    { header: t('单位', 'Agency'), width: 28 },
    { header: t('任务', 'Duty'), width: 24 },
    { header: t('文号', 'Number'), width: 30 },
    { header: t('类别', 'Kind'), width: 16 },
    { header: t('镇园', 'Town'), width: 14 },
    { header: t('项目', 'Project'), width: 24 },
    { header: t('当事人', 'Party'), width: 24 },
    { header: t('地点', 'Place'), width: 30 },
    { header: t('面积（m²）', 'Area (m²)'), width: 12 },
    { header: t('面积（亩）', 'Area (mu)'), width: 12 },
    { header: t('情节', 'Severity'), width: 10 },
    { header: t('送达日', 'Served'), width: 12 },
    { header: t('签收', 'Acknowledged'), width: 10 },
    { header: t('最近决定', 'Last decision'), width: 20 },
    { header: t('待决定', 'Awaits a decision'), width: 10 },
  ];
}

export function unansweredLine(
  row: UnansweredRow,
  { towns, kinds }: { towns: Map<string, string>; kinds: Kind[] },
  context: ConsoleContext,
): SheetCell[] {
  const { copy, duty, status, remaining, lastDecision, awaitsDecision } = row;
  const { t, pick } = context;
  const { notice } = copy;
  const { facts } = notice;
  const kind = kinds.find(({ key }) => key === notice.kind);
  const yes = (is: boolean) => (is ? t('是', 'yes') : '');
  return [
    duty.dueOn === null ? null : { on: duty.dueOn },
    statusWords({ duty, status, remaining, late: null, counts: [] }, context),
    t(copy.agency.nameZh, copy.agency.nameEn),
    pick(duty.rule.name),
    copy.document.number,
    kind ? pick(kind.name) : notice.kind,
    towns.get(notice.town ?? '') ?? '',
    facts.project,
    facts.party?.name ?? '',
    facts.place.text,
    ...areaCells(facts.area.total),
    pick(SEVERITY_LABELS[facts.severity]),
    copy.servedOn === null ? null : { on: copy.servedOn },
    yes(copy.acknowledgement === 'acknowledged'),
    lastDecision
      ? `${pick(DECISION_LABELS[lastDecision.kind])} ${lastDecision.number ?? ''}`.trim()
      : '',
    yes(awaitsDecision),
  ];
}

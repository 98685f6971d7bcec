import { ACT_FIELDS } from '#notices';
import type { Discharge } from '#rulebook';
import { Dice } from './dice.js';

/** How an agency of the demo tends to answer; the same one always in the same way. */
export interface Temper {
  /** Chances, 0 to 1. */
  acknowledges: number;
  acts: number;
  replies: number;
  /** Working slots from service to the reply, at most. */
  slowness: number;
}

const PROMPT: Temper = { acknowledges: 0.97, acts: 0.97, replies: 0.97, slowness: 12 };
const USUAL: Temper = { acknowledges: 0.9, acts: 0.9, replies: 0.9, slowness: 20 };
const SLOW: Temper = { acknowledges: 0.7, acts: 0.75, replies: 0.8, slowness: 34 };
const SILENT: Temper = { acknowledges: 0.2, acts: 0.2, replies: 0.15, slowness: 40 };

export function temperOf(agencyCode: string): Temper {
  const chance = new Dice(agencyCode).next();
  if (chance < 0.5) return PROMPT;
  if (chance < 0.8) return USUAL;
  return chance < 0.93 ? SLOW : SILENT;
}

const SENTENCES: Record<string, string> = {
  orderNumber: '启综执停〔2026〕号（演示）',
  attendees: '张某某 执法证号 06-001\n李某某 执法证号 06-002',
  by: '王某某 镇长',
  text: '请综合执法局牵头，会同村居即日到场制止，责令停止施工。',
  findings: '经现场核实，当事人已停止施工，用电用水为原有报装。',
  measures: '已书面告知当事人，未办理新增报装。',
  note: '现场已停工。',
  reason: '符合移送条件。',
};

const CIRCUMSTANCES = '主要负责人在外地带队招商，已请分管负责人先行到场，返回后即批示。';

/** A filled-in form for a way to discharge a duty. */
export function filledIn(discharge: Discharge, today: string, dice: Dice): Record<string, string> {
  const typed = Object.fromEntries(
    ACT_FIELDS[discharge].flatMap(({ name, kind, choices }): [string, string][] => {
      if (kind === 'date') return [[name, today]];
      if (kind === 'choice') {
        const special = name === 'claim' && dice.happens(0.06);
        return [[name, choices?.[special ? 1 : 0]?.value ?? '']];
      }
      return [[name, SENTENCES[name] ?? '已按要求办理（演示）。']];
    }),
  );
  // Who gives a reason has instructed nothing.
  return typed.claim === 'special-circumstances'
    ? { claim: typed.claim, by: typed.by ?? '', text: CIRCUMSTANCES }
    : typed;
}

export const REPLIES = [
  '接到抄告后我单位当日派员到场，当事人已停止施工，承诺限期自行拆除。',
  '已会同镇综合执法局到场制止，现场设备已撤离，后续每周复查。',
  '已立案调查，责令停止违法行为，案件正在办理。',
  '已约谈当事人及所在村负责人，地上建筑物已拆除，正在复垦。',
  '经核查当事人未新增报装，已书面告知不得办理新增业务。',
] as const;

import { EXAMPLE_FACTS } from '#notices';

/** Bodies for the API's document; a test posts every one. */
export const NOTICE_EXAMPLES = {
  plain: {
    summary: '抄告: the town’s six units, and the special reports',
    value: { kind: 'copy-notice', facts: EXAMPLE_FACTS },
  },
  full: {
    summary: 'With everything that may be said',
    value: {
      kind: 'copy-notice',
      town: '320681110',
      facts: {
        ...EXAMPLE_FACTS,
        party: {
          ...EXAMPLE_FACTS.party,
          phone: '0513-83000002',
          idNumber: '91320681MA00000000',
          address: '吕四港镇海鲜路1号',
        },
        place: {
          code: '320681110',
          text: '吕四港镇三甲村12组',
          polygon: [
            [121.6, 32.05],
            [121.601, 32.05],
            [121.601, 32.051],
            [121.6, 32.05],
          ],
        },
        source: 'satellite-inspection',
        severity: 'major',
        villagersHouse: false,
        plotNumber: '3206812026000123',
      },
      attachments: [],
      leaveOut: [{ role: 'water', reason: '该地块未通水' }],
      drafter: '李所长',
    },
  },
};

export const WITHDRAWAL_EXAMPLES = {
  withdrawal: { value: { reason: '当事人已自行拆除，经核实撤回。' } },
};

export const APPROVAL_EXAMPLES = { approval: { value: { approver: '王副所长' } } };

export const SERVICE_EXAMPLES = {
  service: {
    value: {
      method: '直接送达',
      by: '李所长',
      servedAt: '2026-09-29T10:00:00+08:00',
      proof: '送达回证，收件人陈某签收',
    },
  },
};

export const SIGNED_PAPER_EXAMPLES = {
  signedPaper: {
    value: {
      name: '陈某',
      position: '综合执法局副局长',
      signedOn: '2026-09-29',
      proof: '送达回证第3号',
    },
  },
};

export const RETURN_EXAMPLES = { return: { value: { reason: '未附现场处置照片，请补充。' } } };

export const DEADLINE_EXAMPLES = {
  workingDays: { value: { from: '2026-09-30', workingDays: 5 } },
  calendarDays: { value: { from: '2026-09-30', calendarDays: 2, rollsForward: true } },
};

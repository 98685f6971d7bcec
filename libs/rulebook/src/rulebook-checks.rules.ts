import type {
  Discharge,
  DutyRule,
  FactKey,
  Form,
  Kind,
  Ladder,
  Rulebook,
  StepRule,
  Trigger,
} from './rulebook.types.js';
import type { PathFault } from './yaml-file.js';

type Unversioned = Omit<Rulebook, 'version'>;

/** What a shape cannot say: that the parts of a rulebook fit together. */
export function checkRulebook(rulebook: Unversioned): PathFault[] {
  return [
    ...officeHours(rulebook),
    ...formWords(rulebook.forms),
    ...rulebook.ladders.flatMap(steps),
    ...rulebook.duties.flatMap((duty) => [
      ...basis(duty),
      ...ladder(duty, rulebook.ladders),
      ...dischargeable(duty, rulebook.kinds),
    ]),
    ...rulebook.kinds.flatMap((kind) => references(kind, rulebook)),
    ...rulebook.kinds.flatMap((kind) => startable(kind, rulebook.duties)),
  ];
}

function officeHours({ officeHours: { windows } }: Unversioned): PathFault[] {
  return windows.flatMap(({ from, to }, index) => {
    const before = windows[index - 1];
    if (from < to && (!before || before.to <= from)) return [];
    return {
      path: ['officeHours', 'windows', index],
      problem: `${from}–${to} is no window after the one before it`,
      remedy: 'write the windows in the order of the day, each from earlier to later',
    };
  });
}

/** 机关代字 + 文种代字: where one word ends in another, two agencies could share a whole 代字. */
function formWords(forms: Form[]): PathFault[] {
  return forms.flatMap((form, index) => {
    const path = ['forms', form.key, 'word'];
    const same = forms.slice(0, index).find(({ word }) => word === form.word);
    if (same) {
      return [
        {
          path,
          problem: `form ${same.key} has the word ${form.word} already`,
          remedy: 'give each form a word of its own',
        },
      ];
    }
    const ending = forms.find(({ word }) => word !== form.word && form.word.endsWith(word));
    if (!ending) return [];
    return [
      {
        path,
        problem: `the word ${form.word} ends in ${ending.word}, the word of form ${ending.key}`,
        remedy: 'choose a word that does not end in another form’s word',
      },
    ];
  });
}

function steps({ key, steps: rungs }: Ladder): PathFault[] {
  return rungs.flatMap((step): PathFault[] => {
    const path = ['ladders', key, 'steps', step.key, 'offset'];
    if (step.action === 'record-silence') {
      if (step.offset === 1 && step.unit === 'calendar-day') return [];
      return [
        {
          path,
          problem: `silence is recorded ${offset(step)}, but it begins when the due date has ended`,
          remedy: 'write offset: 1 and unit: calendar-day',
        },
      ];
    }
    if (step.action === 'remind' || step.offset >= 1) return [];
    return [
      {
        path,
        problem: `${step.action} is planned ${offset(step)}: before the duty is overdue`,
        remedy: 'write an offset of 1 or more',
      },
    ];
  });
}

function offset({ offset: days, unit }: StepRule): string {
  return days > 0 ? `${days} ${unit} after the due date` : `${-days} ${unit} before the due date`;
}

function basis(duty: DutyRule): PathFault[] {
  const path = ['duties', duty.key];
  const faults: PathFault[] = [];
  const blank = (text: string | null) => text === null || text.trim() === '';
  if (duty.basis === 'clause' && blank(duty.clause)) {
    faults.push({
      path: [...path, 'clause'],
      problem: 'the duty rests on a clause and names none',
      remedy: 'add clause, e.g. 二、协作处置; where the document is silent, write basis: design',
    });
  }
  if (duty.basis === 'design' && duty.clause !== null) {
    faults.push({
      path: [...path, 'clause'],
      problem: 'a duty of our own design may not cite a clause',
      remedy: 'remove clause, or write basis: clause',
    });
  }
  if (duty.quote === null ? duty.basis === 'clause' : duty.quote.trim() === '') {
    faults.push({
      path: [...path, 'quote'],
      problem: 'the words of the clause are missing',
      remedy: 'quote the document word for word',
    });
  }
  return faults;
}

function ladder(duty: DutyRule, ladders: Ladder[]): PathFault[] {
  if (duty.ladder === null) return [];
  const path = ['duties', duty.key, 'ladder'];
  const { period } = duty;
  if (period === null) {
    return [
      {
        path,
        problem: 'an undated duty is never late and has no ladder',
        remedy: 'remove ladder, or give the duty a period',
      },
    ];
  }
  const found = ladders.find(({ key }) => key === duty.ladder);
  if (!found) return [unknown(path, 'ladder', duty.ladder, ladders)];
  return found.steps
    .filter((step) => precedes(step, period))
    .map((step) => ({
      path,
      problem:
        `step ${step.key} of ladder ${found.key} is planned ${offset(step)}, ` +
        `before the duty's ${period.amount} ${period.unit} begin`,
      remedy: 'choose a ladder for shorter periods, or move the step nearer to the due date',
    }));
}

/** Day one of a period is the day after its start. Working days reach further back than calendar days. */
function precedes(step: StepRule, period: NonNullable<DutyRule['period']>): boolean {
  if (step.offset >= 0) return false;
  if (step.unit === 'working-day' && period.unit === 'calendar-day') return true;
  return period.amount + step.offset < 1;
}

/** Discharges that are the issuer's, and those that answer a copy. */
const ISSUERS_OWN: readonly Discharge[] = ['issue', 'on-site', 'statement'];

function dischargeable(duty: DutyRule, kinds: Kind[]): PathFault[] {
  const owedByRecipient = kinds.some(({ recipients }) =>
    recipients.some(({ duties }) => duties.includes(duty.key)),
  );
  const owedByIssuer = kinds.some(({ issuerDuties }) => issuerDuties.includes(duty.key));
  const path = ['duties', duty.key];
  if (!owedByRecipient && !owedByIssuer) {
    return [
      {
        path,
        problem: 'nobody can discharge this duty: no recipient or issuer of any kind has it',
        remedy: 'add it to duties of a recipient or to issuerDuties of a kind, or remove it',
      },
    ];
  }
  if (owedByRecipient && duty.dischargedBy === 'issue') {
    return [
      {
        path: [...path, 'dischargedBy'],
        problem: 'nobody can discharge this duty: a recipient does not issue the notice',
        remedy:
          'discharge it by an act of the recipient, e.g. statement, or move it to issuerDuties',
      },
    ];
  }
  if (owedByIssuer && !ISSUERS_OWN.includes(duty.dischargedBy)) {
    return [
      {
        path: [...path, 'dischargedBy'],
        problem: `nobody can discharge this duty: an issuer gives no ${duty.dischargedBy}`,
        remedy: `one of: ${ISSUERS_OWN.join(', ')}; or give the duty to a recipient`,
      },
    ];
  }
  return [];
}

function references(kind: Kind, { forms, duties }: Unversioned): PathFault[] {
  const path = ['kinds', kind.key];
  const unknownDuties = (keys: string[], at: (string | number)[]) =>
    keys.flatMap((key, index) =>
      duties.some((duty) => duty.key === key) ? [] : [unknown([...at, index], 'duty', key, duties)],
    );
  return [
    ...unknownDuties(kind.issuerDuties, [...path, 'issuerDuties']),
    ...kind.recipients.flatMap((recipient, index) => {
      const at = [...path, 'recipients', index];
      const twice = kind.recipients
        .slice(0, index)
        .some(({ level, role }) => level === recipient.level && role === recipient.role);
      return [
        ...(forms.some(({ key }) => key === recipient.form)
          ? []
          : [unknown([...at, 'form'], 'form', recipient.form, forms)]),
        ...unknownDuties(recipient.duties, [...at, 'duties']),
        ...(twice
          ? [
              {
                path: at,
                problem: `${recipient.level} ${recipient.role} is a recipient twice`,
                remedy: 'put its duties into one entry',
              },
            ]
          : []),
      ];
    }),
  ];
}

/** The fact of the notice that records a trigger. */
const FACT_OF: Partial<Record<Trigger, FactKey>> = {
  discovered: 'discoveredAt',
  'stop-failed': 'stopFailedAt',
};

/** A duty whose trigger nobody records never starts. */
function startable(kind: Kind, duties: DutyRule[]): PathFault[] {
  const path = ['kinds', kind.key];
  const known = (keys: string[]) => duties.filter(({ key }) => keys.includes(key));
  const check = (keys: string[], at: (string | number)[], servedAt: boolean) =>
    known(keys).flatMap((duty): PathFault[] => {
      const trigger = duty.startsOn;
      const fact = FACT_OF[trigger];
      const starts =
        trigger === 'issue' ||
        (trigger === 'service' && servedAt) ||
        (fact !== undefined && kind.requiredFacts.includes(fact)) ||
        known(keys).some(({ dischargedBy }) => dischargedBy === trigger);
      if (starts) return [];
      return [
        {
          path: [...at, keys.indexOf(duty.key)],
          problem: `duty ${duty.key} starts on ${trigger}, which nothing here records`,
          remedy: fact
            ? `add ${fact} to requiredFacts of the kind`
            : `name another duty here that is discharged by ${trigger}, or change startsOn`,
        },
      ];
    });
  return [
    ...check(kind.issuerDuties, [...path, 'issuerDuties'], false),
    ...kind.recipients.flatMap(({ duties: keys }, index) =>
      check(keys, [...path, 'recipients', index, 'duties'], true),
    ),
  ];
}

function unknown(
  path: (string | number)[],
  what: string,
  key: string,
  entries: { key: string }[],
): PathFault {
  return {
    path,
    problem: `unknown ${what} "${key}"`,
    remedy: `one of: ${entries.map((entry) => entry.key).join(', ')}`,
  };
}

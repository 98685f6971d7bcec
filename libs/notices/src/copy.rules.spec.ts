import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chineseCalendar } from '#calendar';
import { dutyOf, ladderOf, loadRulebook } from '#rulebook';
import type { CopyEvent, CopyState, RuleContext } from './copy-events.js';
import { fold } from './copy.rules.js';
import { Duty } from './duty.entities.js';
import { Copy } from './notice.entities.js';

const rulebook = loadRulebook('rulebooks/qidong-2020-32.yaml');
const context: RuleContext = {
  now: new Date('2026-09-30T10:00:00+08:00'),
  calendar: chineseCalendar(),
  officeHours: rulebook.officeHours,
  rulebookVersion: rulebook.version,
  ladderOf: (_version, key) => ladderOf(rulebook, key),
};

const duty = (key: string): Duty =>
  Object.assign(new Duty(), {
    id: key,
    copyId: 'copy',
    key,
    rule: dutyOf(rulebook, key),
    state: 'waiting',
    startedOn: null,
    dueOn: null,
    provisional: false,
    ladderVersion: null,
    closedOn: null,
    closedAt: null,
    awaitingReview: false,
  });

const copyOf = (...keys: string[]): CopyState => ({
  copy: Object.assign(new Copy(), {
    id: 'copy',
    transport: 'unserved',
    acknowledgement: 'none',
    reply: 'none',
    remit: 'within',
    servedOn: null,
    closedAt: null,
  }),
  duties: keys.map(duty),
});

const served: CopyEvent = {
  type: 'copy-served',
  servedAt: new Date('2026-09-29T16:30:00Z'),
  method: 'email',
  proof: {},
};
const acknowledged: CopyEvent = {
  type: 'copy-acknowledged',
  grade: 'named-officer',
  at: context.now,
};
const dealtWith: CopyEvent = { type: 'reply-submitted', outcome: 'dealt-with' };
const accepted: CopyEvent = { type: 'reply-accepted', submittedOn: '2026-09-30', stated: [] };

const play = (state: CopyState, events: CopyEvent[]) => {
  for (const event of events) fold(state, event, context);
  return state;
};

describe('a copy', () => {
  it('starts its periods on the service date in Beijing, whatever the zone of the process', () => {
    const { copy, duties } = play(copyOf('reply', 'stop-work'), [served]);
    expect(copy.servedOn).toBe('2026-09-30');
    expect(duties.map(({ dueOn }) => dueOn)).toEqual(['2026-10-13', '2026-10-01']);
  });

  it('is not closed by a bare reply, only by one that the issuer accepted', () => {
    const state = play(copyOf('reply'), [served, dealtWith]);
    expect(state.duties[0]).toMatchObject({ state: 'running', awaitingReview: true });
    play(state, [accepted]);
    expect(state.duties[0]).toMatchObject({ state: 'closed', closedOn: '2026-09-30' });
    expect(state.copy.closedAt).toEqual(context.now);
  });

  it('is not closed by an interim reply', () => {
    const interim: CopyEvent = { type: 'reply-submitted', outcome: 'in-progress' };
    const { copy, duties } = play(copyOf('reply'), [served, interim]);
    expect(copy.reply).toBe('in-progress');
    expect(duties[0]).toMatchObject({ state: 'running', awaitingReview: false });
  });

  it('keeps its one-day duty open when only the reply was accepted', () => {
    const { duties } = play(copyOf('reply', 'stop-work'), [served, dealtWith, accepted]);
    expect(duties.map(({ state }) => state)).toEqual(['closed', 'running']);
  });

  it('closes the one-day duty as of the date that an accepted reply states', () => {
    for (const [key, discharge] of [
      ['stop-work', 'stop-work'],
      ['organise-on-letter', 'on-site'],
    ] as const) {
      const stated = { ...accepted, stated: [{ discharge, actedOn: '2026-10-02' }] };
      const { duties } = play(copyOf('reply', key), [served, dealtWith, stated]);
      expect(duties[1]).toMatchObject({ state: 'closed', closedOn: '2026-10-02' });
    }
  });

  it("starts the two days on site at the principal's instruction", () => {
    const instructed: CopyEvent = {
      type: 'duty-discharged',
      dutyId: 'instruct',
      actedOn: '2026-10-01',
    };
    const { duties } = play(copyOf('instruct', 'organise-on-site'), [served, instructed]);
    expect(duties[1]).toMatchObject({
      state: 'running',
      startedOn: '2026-10-01',
      dueOn: '2026-10-03',
    });
  });

  it('loses its periods when the mail bounces after all, and answers that came anyway stand', () => {
    const bounced: CopyEvent = { type: 'copy-bounced', response: '550', pending: false };
    const { copy, duties } = play(copyOf('reply'), [served, acknowledged, bounced]);
    expect(copy).toMatchObject({ transport: 'undeliverable', acknowledgement: 'acknowledged' });
    expect(duties[0]).toMatchObject({ state: 'waiting', dueOn: null });
  });

  it('waits for another address where a mail to it is still under way when the first comes back', () => {
    const bounced: CopyEvent = { type: 'copy-bounced', response: '550', pending: true };
    expect(play(copyOf('reply'), [served, bounced]).copy.transport).toBe('unserved');
  });

  it('keeps a service by hand, whatever became of mail', () => {
    const byHand: CopyEvent = { ...served, method: 'by-hand' };
    const bounced: CopyEvent = { type: 'copy-bounced', response: '550', pending: false };
    const { copy, duties } = play(copyOf('reply'), [byHand, bounced]);
    expect([copy.transport, duties[0]?.state]).toEqual(['served', 'running']);
  });

  it('counts from the day on which another address had accepted it', () => {
    const moved = (servedAt: string): CopyEvent => ({
      ...{ type: 'service-moved', servedAt: new Date(servedAt), proof: { address: 'second' } },
    });
    const sameDay = play(copyOf('reply'), [served, moved('2026-09-30T09:00:00Z')]);
    expect(sameDay.duties[0]?.dueOn).toBe('2026-10-13');
    const { copy, duties } = play(copyOf('reply'), [served, moved('2026-10-08T09:00:00Z')]);
    expect(copy).toMatchObject({ servedOn: '2026-10-08', serviceProof: { address: 'second' } });
    expect(duties[0]).toMatchObject({ startedOn: '2026-10-08', dueOn: '2026-10-14' });
  });

  it('was late for no date that has never begun', () => {
    const late: CopyEvent = { ...accepted, submittedOn: '2026-10-20' };
    const bounced: CopyEvent = { type: 'copy-bounced', response: '550', pending: false };
    const { duties } = play(copyOf('reply'), [served, dealtWith, late, bounced]);
    expect(duties[0]).toMatchObject({ state: 'closed', closedOn: '2026-10-20', dueOn: null });
  });

  it('ends every open duty when the notice is withdrawn', () => {
    const { copy, duties } = play(copyOf('reply', 'stop-work'), [
      served,
      { type: 'copy-withdrawn' },
    ]);
    expect(duties.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
    expect(copy.closedAt).toEqual(context.now);
  });

  it('comes to the same three axes in whatever order their events arrive', () => {
    const orders = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(orders, (order) => {
        const axes: CopyEvent[] = [served, acknowledged, dealtWith, accepted];
        // A review follows its reply; everything else may come in any order.
        const sorted = order.map((index) => axes[index]!);
        const reply = sorted.indexOf(dealtWith);
        const review = sorted.indexOf(accepted);
        if (review < reply) [sorted[reply], sorted[review]] = [accepted, dealtWith];
        const { copy, duties } = play(copyOf('reply'), sorted);
        expect(copy).toMatchObject({
          transport: 'served',
          acknowledgement: 'acknowledged',
          reply: 'accepted',
        });
        expect(duties[0]).toMatchObject({ state: 'closed', closedOn: '2026-09-30' });
      }),
    );
  });
});

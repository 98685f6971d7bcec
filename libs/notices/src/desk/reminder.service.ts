import { Injectable } from '@nestjs/common';
import type { Agency } from '#agencies';
import { instantOf, localDateOf } from '#calendar';
import { Clock, Problem } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { AudienceService } from '../audience.service.js';
import { ownCopy } from '../copy-access.js';
import { CopyRecorder } from '../copy-recorder.service.js';
import type { CopyState } from '../copy-events.js';
import type { Duty } from '../duty.entities.js';
import { mayChase } from '../ladder.rules.js';
import type { Copy } from '../notice.entities.js';
import type { NewMessage } from '../outbox.service.js';

const TEXT = {
  zh: '发文单位请贵单位尽快办理并函复。',
  en: 'The issuer asks you to attend to this soon, and to reply.',
};

/** 催办 by hand, beside the ladder's own reminders: once a day and copy, and on record. */
@Injectable()
export class ReminderService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly recorder: CopyRecorder,
    private readonly audience: AudienceService,
  ) {}

  /** @throws Problem 404, 409 reminded-today, 409 nothing-to-remind-of */
  async remind(copyId: string, issuer: Agency, actor: string): Promise<void> {
    const { notice } = await ownCopy(this.database.manager, copyId, issuer.id);
    const today = localDateOf(this.clock.now());
    let refused: Problem | null = null;
    const reminded = await this.recorder.record({
      copyId,
      actor,
      decide: async ({ copy, duties }: CopyState, manager) => {
        const duty = nextDue(duties);
        const answered = copy.reply === 'submitted' || copy.reply === 'accepted';
        if (notice.state !== 'issued' || copy.transport !== 'served' || answered || !duty) {
          refused = Problem.conflict(
            'nothing-to-remind-of',
            '该单位没有可催办的任务：尚未送达，或已答复。',
            'There is nothing to remind of: not served yet, or answered.',
          );
          return null;
        }
        if (await remindedOn(manager, copy, today)) {
          refused = Problem.conflict(
            'reminded-today',
            '今天已经催办过该单位，明天可再催办。',
            'It was reminded today already; you may remind it again tomorrow.',
          );
          return null;
        }
        const addressees = await this.audience.of(manager, copy, issuer.id, ['agency']);
        return {
          events: [],
          facts: [{ copyId, type: 'copy-reminded', actor, data: { dutyId: duty.id } }],
          data: {},
          messages: addressees.map(({ address, linkId }): NewMessage => ({
            kind: 'reminder',
            noticeId: copy.noticeId,
            copyId,
            linkId,
            address,
            props: { dutyId: duty.id, text: TEXT },
            once: `remind:${copyId}:${today}:${address}`,
          })),
        };
      },
    });
    if (reminded) return;
    throw refused ?? Problem.notFound('该份文书', 'The copy');
  }
}

/** The duty to remind of: the one that is due first, else an undated one. */
function nextDue(duties: Duty[]): Duty | undefined {
  return duties
    .filter(mayChase)
    .sort((a, b) => ((a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1))[0];
}

async function remindedOn(manager: EntityManager, copy: Copy, on: string): Promise<boolean> {
  const [found] = await manager.query<{ found: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM event WHERE notice_id = $1 AND copy_id = $2
                    AND type = 'copy-reminded' AND occurred_at >= $3) AS found`,
    [copy.noticeId, copy.id, instantOf(on, '00:00')],
  );
  return found?.found ?? false;
}

import { Injectable } from '@nestjs/common';
import { localDateOf } from '#calendar';
import { Clock, insertRows, newId, Problem } from '#platform';
import { DataSource } from 'typeorm';
import { fullDate } from '../words.js';
import { AgendaService } from './agenda.service.js';
import { AgendaItem, Meeting, Resolution } from './meeting.entities.js';
import { lockMeeting, recordMeeting } from './meeting-record.js';
import { checkMeeting, type MeetingForm } from './meeting.rules.js';

/** 联席会议: convened, held, its minutes signed; each step by a person and on record. */
@Injectable()
export class MeetingService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly agenda: AgendaService,
  ) {}

  /** Plans a meeting; answers its id. @throws Problem 422 */
  async convene(form: MeetingForm, actor: string): Promise<string> {
    this.#check(form);
    const id = newId();
    await this.database.transaction(async (manager) => {
      await insertRows(manager, 'meeting', [{ ...columnsOf(form), id, state: 'planned' }]);
      await recordMeeting(manager, id, 'meeting-convened', actor, { ...form }, this.clock.now());
    });
    return id;
  }

  /** Another date, place or chair, before it is held. */
  async change(meetingId: string, form: MeetingForm, actor: string): Promise<void> {
    this.#check(form);
    await this.database.transaction(async (manager) => {
      await lockMeeting(manager, meetingId, 'change');
      await manager.update(Meeting, meetingId, columnsOf(form));
      const now = this.clock.now();
      await recordMeeting(manager, meetingId, 'meeting-changed', actor, { ...form }, now);
    });
  }

  /** 取消: it stays on record with its agenda, whose items wait for another meeting. @throws Problem 409, 422 */
  async cancel(meetingId: string, reason: string, actor: string): Promise<void> {
    if (!reason) throw Problem.field('reason', '请写明取消的理由', 'Write why it is cancelled');
    await this.database.transaction(async (manager) => {
      await lockMeeting(manager, meetingId, 'cancel');
      await manager.update(Meeting, meetingId, { state: 'cancelled' });
      await this.agenda.waitAgain(manager, meetingId, actor);
      const now = this.clock.now();
      await recordMeeting(manager, meetingId, 'meeting-cancelled', actor, { reason }, now);
    });
  }

  /** @throws Problem 409, 422 also before its day */
  async hold(meetingId: string, attendees: string, actor: string): Promise<void> {
    if (!attendees) {
      throw Problem.field('attendees', '请写明出席单位和人员', 'List who attended');
    }
    await this.database.transaction(async (manager) => {
      const { heldOn } = await lockMeeting(manager, meetingId, 'hold');
      if (heldOn > localDateOf(this.clock.now())) {
        throw Problem.field(
          'attendees',
          `会议定于${fullDate(heldOn)}召开；提前召开的，请先修改日期`,
          `The meeting is planned for ${heldOn}; if it was held earlier, change the date first`,
        );
      }
      await manager.update(Meeting, meetingId, { state: 'held', attendees });
      const now = this.clock.now();
      await recordMeeting(manager, meetingId, 'meeting-held', actor, { attendees }, now);
    });
  }

  /** 签发纪要. @throws Problem 409, 422 while an item has no resolution */
  async sign(
    meetingId: string,
    { minutesNumber, signedBy }: { minutesNumber: string; signedBy: string },
    actor: string,
  ): Promise<void> {
    const problems = [
      ...(minutesNumber
        ? []
        : [
            {
              field: 'minutesNumber',
              problem: '请填写纪要文号',
              en: 'Give the number of the minutes',
            },
          ]),
      ...(signedBy
        ? []
        : [{ field: 'signedBy', problem: '请填写签发人', en: 'Give who signed them' }]),
    ];
    if (problems.length > 0) {
      throw Problem.invalid('签发有需要更正之处。', problems, 'Signing needs mending.');
    }
    await this.database.transaction(async (manager) => {
      await lockMeeting(manager, meetingId, 'sign');
      const open = await manager
        .createQueryBuilder(AgendaItem, 'item')
        .leftJoin(Resolution, 'resolution', 'resolution.agenda_item_id = item.id')
        .where('item.meeting_id = :meetingId AND item.removed_at IS NULL', { meetingId })
        .andWhere('resolution.id IS NULL')
        .orderBy('item.position')
        .getOne();
      if (open) {
        throw Problem.field(
          'minutesNumber',
          `还有议题没有议定事项：${open.title}`,
          `An item has no resolution yet: ${open.title}`,
        );
      }
      if (await manager.existsBy(Meeting, { minutesNumber })) {
        throw Problem.field(
          'minutesNumber',
          '此文号已用于另一次会议的纪要',
          'Another meeting has minutes of this number',
        );
      }
      const now = this.clock.now();
      const signed = { minutesNumber, signedBy };
      await manager.update(Meeting, meetingId, { state: 'signed', ...signed, signedAt: now });
      await recordMeeting(manager, meetingId, 'minutes-signed', actor, signed, now);
    });
  }

  /** 更正: appended to signed minutes, which stay as they are. */
  async correct(
    meetingId: string,
    form: { agendaItemId: string | null; text: string; documentNumber: string },
    officer: { username: string; name: string },
  ): Promise<void> {
    const problems = [
      ...(form.text
        ? []
        : [{ field: 'text', problem: '请写明更正内容', en: 'Write what is corrected' }]),
      ...(form.documentNumber
        ? []
        : [
            {
              field: 'documentNumber',
              problem: '请填写依据的文号',
              en: 'Give the document on which it rests',
            },
          ]),
    ];
    if (problems.length > 0) {
      throw Problem.invalid('更正有需要补充之处。', problems, 'The correction needs mending.');
    }
    const actor = `officer:${officer.username} ${officer.name}`;
    await this.database.transaction(async (manager) => {
      await lockMeeting(manager, meetingId, 'correct');
      const now = this.clock.now();
      const { agendaItemId } = form;
      if (agendaItemId && !(await manager.existsBy(AgendaItem, { id: agendaItemId, meetingId }))) {
        throw Problem.field(
          'agendaItemId',
          '请选择本次会议的议题',
          'Choose an item of this meeting',
        );
      }
      const person = `${officer.name}（${officer.username}）`;
      const row = { id: newId(), meetingId, ...form, person, correctedAt: now };
      await insertRows(manager, 'correction', [row]);
      await recordMeeting(manager, meetingId, 'minutes-corrected', actor, { ...form }, now);
    });
  }

  #check(form: MeetingForm): void {
    const problems = checkMeeting(form, localDateOf(this.clock.now()));
    if (problems.length > 0) {
      throw Problem.invalid('会议有需要更正之处。', problems, 'The meeting needs mending.');
    }
  }
}

const columnsOf = ({ kind, cause, heldOn, startsAt, place, chair }: MeetingForm) => ({
  ...{ kind, heldOn, startsAt, place, chair },
  cause: kind === 'urgent' ? cause : null,
});

import { Injectable } from '@nestjs/common';
import { type Agency, DirectoryService } from '#agencies';
import { localDateOf } from '#calendar';
import { Clock, insertRows, newId, Problem } from '#platform';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import type { Facts } from '../facts.js';
import { IssueService, type Preview } from '../issue.service.js';
import { Copy } from '../notice.entities.js';
import type { IssueRequest } from '../routed-request.js';
import { StandingService } from '../standing.service.js';
import { AgendaItem, Assignment, Meeting, Resolution } from './meeting.entities.js';
import { lockMeeting, recordMeeting } from './meeting-record.js';
import { checkResolution, type ResolutionForm } from './meeting.rules.js';
import { fullDate } from '../words.js';

/** Somebody of the secretariat, with the agency in whose name an assignment goes out. */
export interface AssigningOfficer {
  username: string;
  name: string;
  agency: Agency;
}

/** Of a region's code, those that name its city: 320681110 → 320681. */
const CITY_DIGITS = 6;

/** What a meeting resolves on each item, and the assignments (交办) that follow from it. */
@Injectable()
export class ResolutionService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly issuing: IssueService,
  ) {}

  /** Agencies that a meeting may assign something to: those of whom the rulebook's kind knows. */
  async assignable(): Promise<Agency[]> {
    const recipients = this.#kind()?.recipients ?? [];
    const agencies = await this.directory.all();
    return agencies.filter((agency) =>
      recipients.some(({ level, role }) => level === agency.level && role === agency.role),
    );
  }

  /** Writes, or, until the minutes are signed, writes anew what was resolved on an item. */
  async resolve(
    meetingId: string,
    itemId: string,
    form: ResolutionForm,
    actor: string,
  ): Promise<void> {
    const problems = checkResolution(form, localDateOf(this.clock.now()));
    const known = new Set((await this.assignable()).map(({ code }) => code));
    if (form.agencyCodes.some((code) => !known.has(code))) {
      problems.push({
        field: 'agencyCodes',
        problem: '所选单位不在可以交办之列',
        en: 'One of these agencies cannot be assigned anything',
      });
    }
    if (problems.length > 0) {
      throw Problem.invalid('议定事项有需要更正之处。', problems, 'The resolution needs mending.');
    }
    await this.database.transaction(async (manager) => {
      await lockMeeting(manager, meetingId, 'resolve');
      const item = await manager.findOneBy(AgendaItem, {
        id: itemId,
        meetingId,
        removedAt: IsNull(),
      });
      if (!item) throw Problem.notFound('该议题', 'The item');
      const { text, task, agencyCodes, dueOn } = form;
      const now = this.clock.now();
      const written = { text, agencyCodes, writtenBy: actor, writtenAt: now };
      const columns = { ...written, task: task || null, dueOn: dueOn || null };
      const before = await manager.findOneBy(Resolution, { agendaItemId: itemId });
      if (before) await manager.update(Resolution, before.id, columns);
      else {
        await insertRows(manager, 'resolution', [
          { id: newId(), agendaItemId: itemId, ...columns },
        ]);
      }
      const data = { title: item.title, ...form };
      await recordMeeting(manager, meetingId, 'resolution-written', actor, data, now);
    });
  }

  /** Who would be served what, before a person sends it. */
  async preview(resolutionId: string, officer: AssigningOfficer): Promise<Preview> {
    const { request } = await this.#request(this.database.manager, resolutionId, officer);
    return this.issuing.preview(request, officer.agency);
  }

  /** 交办: issues the notice that a signed resolution calls for; once. Answers the notice's id. */
  async assign(resolutionId: string, officer: AssigningOfficer): Promise<string> {
    const actor = `officer:${officer.username} ${officer.name}`;
    const { request, meeting } = await this.#request(this.database.manager, resolutionId, officer);
    if (await this.database.getRepository(Assignment).existsBy({ resolutionId })) {
      throw Problem.conflict('assigned', '此项已经交办。', 'This was assigned already.');
    }
    // The key makes a second click answer with the notice of the first.
    const { noticeId } = await this.issuing.issue(
      request,
      officer.agency,
      actor,
      `resolution:${resolutionId}`,
    );
    await this.database.transaction(async (manager) => {
      const issuedAt = this.clock.now();
      await manager.query(
        `INSERT INTO assignment (resolution_id, notice_id, issued_by, issued_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [resolutionId, noticeId, actor, issuedAt],
      );
      const data = { resolutionId, noticeId, agencies: request.named };
      await recordMeeting(manager, meeting.id, 'assignment-issued', actor, data, issuedAt);
    });
    return noticeId;
  }

  async #request(manager: EntityManager, resolutionId: string, officer: AssigningOfficer) {
    const resolution = await manager.findOneBy(Resolution, { id: resolutionId });
    const item =
      resolution && (await manager.findOneBy(AgendaItem, { id: resolution.agendaItemId }));
    const kind = this.#kind();
    if (!resolution || !item?.meetingId || !kind)
      throw Problem.notFound('该决议', 'The resolution');
    const meeting = await manager.findOneByOrFail(Meeting, { id: item.meetingId });
    if (meeting.state !== 'signed') {
      throw Problem.conflict(
        'minutes-unsigned',
        '纪要签发后才能交办。',
        'Assignments follow once the minutes are signed.',
      );
    }
    const { task, dueOn, agencyCodes } = resolution;
    if (!task || !dueOn) {
      throw Problem.conflict(
        'assigns-nothing',
        '此项议定没有交办事项。',
        'This resolution assigns nothing.',
      );
    }
    const case_ = item.copyId
      ? await manager.findOneOrFail(Copy, {
          where: { id: item.copyId },
          relations: { notice: true },
        })
      : null;
    const [region] = await this.directory.regions();
    const city = region?.code.slice(0, CITY_DIGITS) ?? '';
    const request: IssueRequest = {
      kind: kind.key,
      facts: factsOf(
        meeting,
        resolution,
        case_?.notice.facts ?? noCase(item, meeting, city),
        officer,
      ),
      ...(case_?.notice.town ? { town: case_.notice.town } : {}),
      attachments: case_?.notice.attachments ?? [],
      leaveOut: [],
      named: agencyCodes,
      task: { action: task, dueOn },
    };
    return { request, meeting };
  }

  /** The kind that the secretariat issues. */
  #kind() {
    return this.standing.rulebook.kinds.find(({ issuers }) =>
      issuers.some(({ role }) => role === 'secretariat'),
    );
  }
}

/** The facts of the case with what was resolved on it. */
function factsOf(
  meeting: Meeting,
  { text }: Resolution,
  { description, ...facts }: Facts,
  { name, agency }: AssigningOfficer,
): Facts {
  const source = `依据：联席会议纪要${meeting.minutesNumber}（${fullDate(meeting.heldOn)}）`;
  return {
    ...facts,
    description: [description, `议定：${text}`, source].filter(Boolean).join('\n'),
    contact: { name, phone: agency.phone ?? '' },
  };
}

/** An item of the secretariat's own is about no parcel; nothing of this is shown as if it were. */
function noCase({ title }: AgendaItem, { heldOn }: Meeting, city: string): Facts {
  return {
    project: title,
    place: { code: city, text: '不涉及具体地块' },
    area: { total: 0, arable: 0, permanentBasicFarmland: 0 },
    stage: 'materials',
    source: 'superior-assignment',
    severity: 'ordinary',
    villagersHouse: false,
    discoveredAt: `${heldOn}T00:00:00+08:00`,
    contact: { name: '', phone: '' },
  };
}

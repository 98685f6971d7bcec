import { Injectable } from '@nestjs/common';
import { Agency } from '#agencies';
import { DocumentRenderer } from '#documents';
import { Problem } from '#platform';
import { DataSource } from 'typeorm';
import { NoticeQueries, type NoticeView } from '../queries/notice-queries.service.js';
import { MeetingQueries } from '../secretariat/meeting-queries.service.js';
import { StandingService } from '../standing.service.js';
import { caseFileData } from './case-file.rules.js';
import type { KeptDocument } from './document-file.entity.js';
import { DocumentProofs } from './document-proofs.service.js';
import type { Drawn } from './document-store.service.js';
import { agendaData, minutesData } from './meeting-document.rules.js';
import { NoticeDocuments, type Unkept } from './notice-documents.service.js';
import { RecordDrawings } from './record-drawings.service.js';

/**
 * Case files, agendas and minutes. They say again what is on record, so they are drawn for whoever asks
 * and kept nowhere: a GET stays without effect, and the same record gives the same bytes, since the time
 * in the file is that of the newest entry.
 */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly database: DataSource,
    private readonly queries: NoticeQueries,
    private readonly meetings: MeetingQueries,
    private readonly standing: StandingService,
    private readonly documents: NoticeDocuments,
    private readonly records: RecordDrawings,
    private readonly proofs: DocumentProofs,
    private readonly renderer: DocumentRenderer,
  ) {}

  /** 卷宗: everything of one notice, bound. @throws Problem 404 where it was never issued */
  async of(noticeId: string): Promise<Unkept> {
    const view = await this.queries.view(noticeId);
    const first = view?.documents[0];
    if (!view || !first) throw Problem.notFound('该案卷', 'The case file');
    const [timeline, silences, circumstances, decisions, calendar, proof, drawn] =
      await Promise.all([
        this.queries.timeline(noticeId),
        this.queries.silences(noticeId),
        this.queries.circumstances(noticeId),
        this.queries.decisions(noticeId),
        this.standing.calendar(),
        this.proofs.of(first.id),
        this.#drawAll(view),
      ]);
    const documents = drawn.map(({ title, template, data }) => ({ title, template, data }));
    const data = caseFileData({
      ...{ view, timeline, silences, circumstances, decisions, calendar, proof, documents },
    });
    const at = timeline.at(-1)?.occurredAt ?? view.notice.createdAt;
    const title = `${first.number} 卷宗`;
    const content = await this.renderer.render('case-file', data, { at, title });
    return { content, filename: `${title}.pdf` };
  }

  async #drawAll(view: NoticeView): Promise<Drawn[]> {
    const { notice, documents, copies } = view;
    const silences = await this.queries.silences(notice.id);
    const decisions = await this.queries.decisions(notice.id);
    const records: [Exclude<KeptDocument, 'form'>, string][] = [
      ...copies.flatMap(({ replies }) => replies.map(({ id }) => ['reply', id] as const)),
      ...silences.map(({ id }) => ['silence', id] as const),
      ...silences.filter((one) => one.annulledAt).map(({ id }) => ['annulment', id] as const),
      ...decisions
        .filter(({ kind }) => kind === 'supervise')
        .map(({ id }) => ['supervision', id] as const),
    ].map(([kind, id]) => [kind, id]);
    const drawn: Drawn[] = [];
    for (const document of documents) drawn.push(await this.documents.drawForm(document, null));
    for (const { copy } of copies) {
      if (copy.servedOn) drawn.push(await this.records.receipt(copy));
    }
    for (const [kind, id] of records) drawn.push(await this.records.draw(kind, id));
    return drawn;
  }

  /** @throws Problem 404 */
  async agenda(meetingId: string): Promise<Unkept> {
    return this.#meeting(meetingId, '联席会议议程', 'meeting-agenda');
  }

  /** @throws Problem 404 */
  async minutes(meetingId: string): Promise<Unkept> {
    return this.#meeting(meetingId, '联席会议纪要', 'meeting-minutes');
  }

  async #meeting(
    meetingId: string,
    name: string,
    template: 'meeting-agenda' | 'meeting-minutes',
  ): Promise<Unkept> {
    const view = await this.meetings.view(meetingId);
    if (!view) throw Problem.notFound('该次会议', 'The meeting');
    const { nameZh } = await this.database
      .getRepository(Agency)
      .findOneOrFail({ where: { role: 'secretariat' }, order: { active: 'DESC', id: 'ASC' } });
    const dataOf = template === 'meeting-agenda' ? agendaData : minutesData;
    const data = dataOf(view, nameZh, await this.proofs.fingerprint());
    const { minutesNumber, heldOn } = view.meeting;
    const title =
      template === 'meeting-minutes' && minutesNumber
        ? `${minutesNumber} ${name}`
        : `${name} ${heldOn}`;
    const at = view.events.at(-1)?.occurredAt ?? new Date(`${heldOn}T00:00:00+08:00`);
    const content = await this.renderer.render(template, data, { at, title });
    return { content, filename: `${title}.pdf` };
  }
}

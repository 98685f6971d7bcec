import { Injectable } from '@nestjs/common';
import { DocumentRenderer } from '#documents';
import { Problem } from '#platform';
import { formOf, kindOf } from '#rulebook';
import { DataSource, IsNull } from 'typeorm';
import { Duty } from '../duty.entities.js';
import { LinkService } from '../link.service.js';
import { Copy, Document, Link, Notice } from '../notice.entities.js';
import { isUuid } from '../queries/cursors.js';
import { StandingService } from '../standing.service.js';
import { DocumentFile } from './document-file.entity.js';
import { DocumentStore, type Drawn, type MadeDocument } from './document-store.service.js';
import { DocumentProofs } from './document-proofs.service.js';
import { type DueDocument, onceOf } from './due-documents.js';
import { layoutOf, noticeData } from './notice-document.rules.js';
import { RecordDrawings } from './record-drawings.service.js';

/** Drawn for whoever asks, and kept nowhere. */
export interface Unkept {
  filename: string;
  content: Buffer;
}

/** The formal documents of a notice. */
@Injectable()
export class NoticeDocuments {
  constructor(
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly links: LinkService,
    private readonly proofs: DocumentProofs,
    private readonly records: RecordDrawings,
    private readonly store: DocumentStore,
    private readonly renderer: DocumentRenderer,
  ) {}

  /**
   * The notice as a document of one form, the same for all its recipients: made the first time that
   * anybody needs it, the same bytes ever after. Never call it inside a transaction: it takes the lock of
   * the notice.
   */
  async form(documentId: string): Promise<MadeDocument> {
    // The mails of one notice ask one after the other.
    const before = this.store.remembered(onceOf({ kind: 'form', subjectId: documentId }));
    if (before) return before;
    const document = await this.database.getRepository(Document).findOneBy({ id: documentId });
    if (!document) throw Problem.notFound('该文件', 'The document');
    const due = { kind: 'form' as const, subjectId: documentId, noticeId: document.noticeId };
    return this.store.keep(due, () => this.drawForm(document, null));
  }

  /** The same where it has been made already; a page asks so, for it may make nothing. */
  made(documentId: string): Promise<MadeDocument | null> {
    return this.store.made(onceOf({ kind: 'form', subjectId: documentId }));
  }

  /** Files of a notice in the order in which they were made. */
  listOf(noticeId: string): Promise<DocumentFile[]> {
    if (!isUuid(noticeId)) return Promise.resolve([]);
    return this.database
      .getRepository(DocumentFile)
      .find({ where: { noticeId }, order: { madeAt: 'ASC', id: 'ASC' }, take: 500 });
  }

  /** A file with its bytes; with `issuerId`, only of that agency's own notices. */
  async read(fileId: string, issuerId: string | null): Promise<MadeDocument | null> {
    return isUuid(fileId) ? this.store.read(fileId, issuerId) : null;
  }

  /** Makes and keeps what a verb has left to be made. */
  async make({ kind, subjectId, noticeId }: DueDocument): Promise<MadeDocument> {
    if (kind === 'form') return this.form(subjectId);
    return this.store.keep({ kind, subjectId, noticeId }, () => this.records.draw(kind, subjectId));
  }

  /**
   * The paper for service by hand: the same document for one recipient, its QR code that copy's own link.
   * Drawn anew each time and kept nowhere, for it carries the link; only for the issuer's officers.
   */
  async paper(copy: Copy): Promise<Unkept> {
    const document = await this.database.getRepository(Document).findOneBy({ id: copy.documentId });
    if (!document) throw Problem.notFound('该文件', 'The document');
    return this.#drawn(await this.drawForm(document, copy));
  }

  /**
   * 送达回证, drawn from what stands in the chain already (the server's answer or the service by hand).
   * It is kept nowhere, so that asking for it changes nothing; the same record gives the same bytes.
   */
  async receiptOfService(copy: Copy): Promise<Unkept> {
    return this.#drawn(await this.records.receipt(copy));
  }

  async #drawn({ template, data, at, title }: Drawn): Promise<Unkept> {
    return {
      content: await this.renderer.render(template, data, { at, title }),
      filename: `${title}.pdf`,
    };
  }

  async #proofOf(document: Document, paper: Copy | null) {
    const link = paper
      ? await this.database
          .getRepository(Link)
          .findOne({ where: { copyId: paper.id, revokedAt: IsNull() }, order: { id: 'ASC' } })
      : null;
    return link ? this.proofs.at(this.links.urlOf(link)) : this.proofs.of(document.id);
  }

  /** What a form prints, the same for all its recipients or, as `paper`, for one. */
  async drawForm(document: Document, paper: Copy | null): Promise<Drawn> {
    const { noticeId } = document;
    const [notice, copies, duties, named] = await Promise.all([
      this.database
        .getRepository(Notice)
        .findOneOrFail({ where: { id: noticeId }, relations: { issuer: true } }),
      this.database.getRepository(Copy).find({
        where: { noticeId },
        relations: { agency: true, document: true },
        order: { id: 'ASC' },
      }),
      this.database.getRepository(Duty).find({ where: { noticeId }, order: { id: 'ASC' } }),
      this.#namedLater(noticeId),
    ]);
    const issued = copies.filter(({ id }) => !named.has(id));
    const own = (issued.length > 0 ? issued : copies).filter(
      ({ documentId }) => documentId === document.id,
    );
    const addressed = own.length > 0 ? own : copies.filter((one) => one.documentId === document.id);
    const rulebook = await this.standing.rulebookOf(notice.rulebookVersion);
    const form = formOf(rulebook, document.form);
    const data = noticeData({
      notice,
      document,
      form,
      kind: kindOf(rulebook, notice.kind),
      rulebook,
      copies: (paper ? [paper] : addressed).map((copy) => ({
        copy,
        rules: duties.filter(({ copyId }) => copyId === copy.id).map(({ rule }) => rule),
      })),
      others: issued
        .filter(({ documentId }) => documentId !== document.id)
        .map((copy) => ({ agency: copy.agency.nameZh, number: copy.document.number })),
      proof: await this.#proofOf(document, paper),
      recipient: paper ? paper.agency.nameZh : null,
    });
    return {
      template: layoutOf(form).template,
      data,
      at: notice.issuedAt ?? notice.createdAt,
      title: `${document.number} ${form.name.zh}`,
      copyId: null,
    };
  }

  /** Agencies that the secretariat named in another's place: the document was issued without them. */
  async #namedLater(noticeId: string): Promise<Set<string>> {
    const rows = await this.database.query<{ copy_id: string }[]>(
      'SELECT copy_id FROM named_copy WHERE copy_id IN (SELECT id FROM copy WHERE notice_id = $1)',
      [noticeId],
    );
    return new Set(rows.map(({ copy_id }) => copy_id));
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { DocumentTokens } from '#access';
import { qrSvg } from '#documents';
import { CONFIG, type Config, Problem } from '#platform';
import { formOf, kindOf } from '#rulebook';
import { DataSource } from 'typeorm';
import { Duty } from '../duty.entities.js';
import { Copy, Document, Notice } from '../notice.entities.js';
import { isUuid } from '../queries/cursors.js';
import { StandingService } from '../standing.service.js';
import { DocumentFile } from './document-file.entity.js';
import { DocumentStore, type Drawn, type MadeDocument } from './document-store.service.js';
import { layoutOf, noticeData, type Proof } from './notice-document.rules.js';

/** The formal documents of a notice. */
@Injectable()
export class NoticeDocuments {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly tokens: DocumentTokens,
    private readonly store: DocumentStore,
  ) {}

  /**
   * The notice as a document of one form, the same for all its recipients: made the first time that
   * anybody needs it, the same bytes ever after. Never call it inside a transaction: it takes the lock of
   * the notice.
   */
  async form(documentId: string): Promise<MadeDocument> {
    const document = await this.database.getRepository(Document).findOneBy({ id: documentId });
    if (!document) throw Problem.notFound('The document');
    const due = { kind: 'form' as const, subjectId: documentId, noticeId: document.noticeId };
    return this.store.keep(due, () => this.#drawForm(document, null));
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

  /** Where the QR code of a document leads. */
  urlOf(documentId: string): string {
    return `${this.config.PUBLIC_URL}/n/${this.tokens.sign(documentId)}`;
  }

  async #proof(url: string): Promise<Proof> {
    return { qr: await qrSvg(url), fingerprint: null };
  }

  async #drawForm(document: Document, paper: Copy | null): Promise<Drawn> {
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
      proof: await this.#proof(this.urlOf(document.id)),
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

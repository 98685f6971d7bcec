import { CaseFiles } from './case-files.service.js';
import { DocumentFile } from './document-file.entity.js';
import { DocumentMaker } from './document-maker.service.js';
import { DocumentProofs } from './document-proofs.service.js';
import { DocumentStore } from './document-store.service.js';
import { LinkAgainService } from './link-again.service.js';
import { NoticeDocuments } from './notice-documents.service.js';
import { RecordDrawings } from './record-drawings.service.js';

/** Services that others use, what only they use, and their rows. */
export const DOCUMENT_SERVICES = [CaseFiles, DocumentMaker, LinkAgainService, NoticeDocuments];
export const DOCUMENT_PARTS = [DocumentProofs, DocumentStore, RecordDrawings];
export const DOCUMENT_ENTITIES = [DocumentFile];

import { DocumentFile } from './document-file.entity.js';
import { DocumentStore } from './document-store.service.js';
import { NoticeDocuments } from './notice-documents.service.js';

/** Services that others use, what only they use, and their rows. */
export const DOCUMENT_SERVICES = [NoticeDocuments];
export const DOCUMENT_PARTS = [DocumentStore];
export const DOCUMENT_ENTITIES = [DocumentFile];

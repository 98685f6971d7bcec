export { DocumentRenderer } from './document-renderer.service.js';
export { DocumentsModule } from './documents.module.js';
export { qrSvg } from './qr.js';
export type { Template } from './templates.js';

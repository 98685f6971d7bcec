export { DocumentRenderer, TemplateError } from './document-renderer.service.js';
export { DocumentsModule } from './documents.module.js';
export { qrSvg } from './qr.js';
export { type Template, TEMPLATES } from './templates.js';

export * from './access.entities.js';
export { AccessModule } from './access.module.js';
export { ApiKeyService } from './api-key.service.js';
export { LinkTokens } from './link-tokens.js';
export { OfficerService } from './officer.service.js';

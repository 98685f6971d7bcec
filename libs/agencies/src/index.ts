export { AgenciesModule } from './agencies.module.js';
export { Agency, Contact, Region } from './agency.entity.js';
export { type Change } from './directory-changes.js';
export { DirectoryService } from './directory.service.js';
export * from './directory.types.js';
export { DirectoryError } from './load-directory.js';
export { route, type RoutedCopy } from './routing.rules.js';

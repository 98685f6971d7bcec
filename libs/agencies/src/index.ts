export { AgenciesModule } from './agencies.module.js';
export { Agency, Contact, Region } from './agency.entity.js';
export { type Cover, coverOf, townRoles } from './coverage.rules.js';
export { type Change } from './directory-changes.js';
export { EntryError, type TypedAgency, type TypedContact } from './directory-edits.js';
export {
  type AgencyFilter,
  type AgencyRow,
  DirectoryQueries,
} from './directory-queries.service.js';
export { DirectoryService } from './directory.service.js';
export * from './directory.types.js';
export { DirectoryError, parseDirectory } from './load-directory.js';
export { type LeaveOut, route, type RoutedCopy } from './routing.rules.js';

export { AgenciesModule } from './agencies.module.js';
export { Agency, Contact, Region } from './agency.entity.js';
export { type Change } from './directory-changes.js';
export { DirectoryService } from './directory.service.js';
export * from './directory.types.js';
export { type DirectoryOptions } from './directory-checks.rules.js';
export { DirectoryError, loadDirectory, parseDirectory } from './load-directory.js';
export {
  type AgencyRef,
  type LeaveOut,
  route,
  type RoutedCopy,
  type Routing,
  type RoutingOptions,
} from './routing.rules.js';

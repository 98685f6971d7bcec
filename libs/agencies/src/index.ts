export { Agency, Contact, Region } from './agency.entity.js';
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

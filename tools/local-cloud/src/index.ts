export { parseFilterPattern } from './cloudwatch/filter-pattern.ts';
export { makeOwnDirectory } from './emulators/make-directory.ts';
export {
  startEmulators,
  type ClientConfig,
  type EmulatorOptions,
  type Emulators,
  type StorageEndpoints,
} from './emulators/start-emulators.ts';
export {
  CodeError,
  DataDirectoryError,
  LocalCloudError,
  PortInUseError,
  ProvisioningError,
  ResourceConflictError,
  UnreadableAssemblyError,
  UnsupportedTemplateError,
  type TemplateProblem,
} from './errors.ts';
export type { Faults } from './faults.ts';
export type { ReplacedCode } from './lambda/instance-pool.ts';
export type {
  BucketSpec,
  CloudModel,
  DevelopmentBuild,
  EventSourceMappingSpec,
  FunctionSpec,
  MetricFilterSpec,
  QueueSpec,
  TableSpec,
} from './model.ts';
export { provision, type StatefulResources } from './provisioning/provision.ts';
export { startLocalCloud, type LocalCloud, type LocalCloudOptions } from './start-local-cloud.ts';

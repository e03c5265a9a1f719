import type { StorageEndpoints } from './emulators/start-emulators.ts';
import type { ErrorDescription } from './lambda/runtime/describe-error.ts';

/** An error that this package foresees, with a stable `code`. */
export abstract class LocalCloudError extends Error {
  abstract readonly code: string;
}

/** A folder that isn't a readable cloud assembly. */
export class UnreadableAssemblyError extends LocalCloudError {
  override readonly name = 'UnreadableAssemblyError';
  readonly code = 'UNREADABLE_ASSEMBLY';
}

/** One thing in a template that the local cloud doesn't support. */
export interface TemplateProblem {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly property?: string;
  readonly problem: string;
}

/** Lists everything in the templates that would silently behave differently from AWS. */
export class UnsupportedTemplateError extends LocalCloudError {
  override readonly name = 'UnsupportedTemplateError';
  readonly code = 'UNSUPPORTED_TEMPLATE';
  readonly problems: readonly TemplateProblem[];

  constructor(problems: readonly TemplateProblem[]) {
    const lines = problems.map(
      ({ stack, logicalId, type, property, problem }) =>
        `- ${stack}/${logicalId} (${type})${property === undefined ? '' : ` ${property}`}: ${problem}`,
    );
    super(
      [
        'The local cloud does not support everything in the templates:',
        ...lines,
        'Leave it out of infra, or add it to src/template/resource-types of @async-catalog/local-cloud,',
        'either as supported, or as ignored with the reason why nothing changes without it.',
      ].join('\n'),
    );
    this.problems = problems;
  }
}

/** A port that another process uses. */
export class PortInUseError extends LocalCloudError {
  override readonly name = 'PortInUseError';
  readonly code = 'PORT_IN_USE';
  readonly port: number;

  constructor(port: number, service: string, options?: ErrorOptions) {
    super(
      `Port ${port} (${service}) is in use. Set LOCAL_CLOUD_PORT to another port (DynamoDB, Lambda and CloudWatch take the next three), or to 0 for free ones.`,
      options,
    );
    this.port = port;
  }
}

/** A data directory that can't be created or written, or that another user or local cloud has. */
export class DataDirectoryError extends LocalCloudError {
  override readonly name = 'DataDirectoryError';
  readonly code = 'DATA_DIRECTORY_UNUSABLE';
}

/** A resource that can't be created or brought up to date at its endpoint. */
export class ProvisioningError extends LocalCloudError {
  override readonly name: string = 'ProvisioningError';
  readonly code: string = 'PROVISIONING_FAILED';
  /** The service whose endpoint failed. */
  readonly service: keyof StorageEndpoints;

  constructor(service: keyof StorageEndpoints, message: string, options?: ErrorOptions) {
    super(message, options);
    this.service = service;
  }
}

/** An existing resource that can't be changed to what the model declares. */
export class ResourceConflictError extends ProvisioningError {
  override readonly name = 'ResourceConflictError';
  override readonly code = 'RESOURCE_CONFLICT';
}

/** Code of a function that doesn't load. The stack is that of the error in its code, and no more than the message where there is none. */
export class CodeError extends LocalCloudError {
  override readonly name = 'CodeError';
  readonly code = 'CODE';

  constructor(message: string, stack: string = message) {
    super(message);
    this.stack = stack;
  }

  /** Takes the payload of an error while loading. */
  static from(payload: string): CodeError {
    const { errorType, errorMessage, trace } = JSON.parse(payload) as ErrorDescription;
    return new CodeError(`${errorType}: ${errorMessage}`, trace.join('\n'));
  }
}

/** Everything this package refuses on purpose. `code` never changes once given out; `message` is for a person. */
export abstract class LocalCloudError extends Error {
  abstract readonly code: string;
}

/** The folder isn't a cloud assembly that can be read. */
export class UnreadableAssemblyError extends LocalCloudError {
  override readonly name = 'UnreadableAssemblyError';
  readonly code = 'UNREADABLE_ASSEMBLY';
}

/** One thing in a template that the local cloud can't stand for. */
export interface TemplateProblem {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly property?: string;
  readonly problem: string;
}

/** Names everything in the templates that would otherwise be silently different from AWS, all at once. */
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
        'The templates ask for what the local cloud does not do:',
        ...lines,
        'Leave it out of infra, or teach it to src/template/resource-types of @async-catalog/local-cloud:',
        'honour it there, or list it as ignored with the reason why nothing changes without it.',
      ].join('\n'),
    );
    this.problems = problems;
  }
}

/** A port is taken by another process. */
export class PortInUseError extends LocalCloudError {
  override readonly name = 'PortInUseError';
  readonly code = 'PORT_IN_USE';
  readonly port: number;

  constructor(port: number, service: string, options?: ErrorOptions) {
    super(
      `Port ${port} (${service}) is in use. Choose others with LOCAL_CLOUD_PORT (SQS and S3; DynamoDB takes the next one, Lambda the one after), or 0 for free ones.`,
      options,
    );
    this.port = port;
  }
}

/** The data directory can't be created or written, or another local cloud is using it. */
export class DataDirectoryError extends LocalCloudError {
  override readonly name = 'DataDirectoryError';
  readonly code = 'DATA_DIRECTORY_UNUSABLE';
}

/** What is there already can't be turned into what the model declares. */
export class ResourceConflictError extends LocalCloudError {
  override readonly name = 'ResourceConflictError';
  readonly code = 'RESOURCE_CONFLICT';
}

import { randomBytes } from 'node:crypto';

import type { FunctionSpec } from '../model.ts';

/**
 * Builds the variables of one execution environment: the template's, the given ones (endpoints, region, credentials) and Lambda's own.
 * It inherits none from the shell, so that a variable missing in the template is missing here too.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function instanceEnvironment(spec: FunctionSpec, given: Readonly<Record<string, string>>) {
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    // The developer's home would configure the SDK by its ~/.aws.
    HOME: '/home/sbx_user1051',
    ...spec.environment,
    ...given,
    AWS_DEFAULT_REGION: given['AWS_REGION'] ?? '',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName(new Date()),
    LAMBDA_TASK_ROOT: spec.codeDirectory,
    _HANDLER: spec.handler,
  };
}

function logStreamName(startedAt: Date): string {
  const day = startedAt.toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
}

import { ImpossibleError } from '../errors.ts';
import type { CatalogLog } from './config.ts';
import type { LogError } from './read-story-log.ts';

/** Says what to do about an error of the log, and what can be seen without it. */
export function explainLogError(
  error: LogError,
  { name }: Pick<CatalogLog, 'name'>,
  withoutLog: string,
): ImpossibleError {
  const [code, text] = describe(error, name);
  return new ImpossibleError(code, `${text} Without the log: ${withoutLog}`, { cause: error });
}

function describe({ cause, message, logGroup }: LogError, place: string): [code: string, text: string] {
  switch (cause instanceof Error ? cause.name : '') {
    case 'AccessDeniedException':
      return [
        'LOG_ACCESS_DENIED',
        `These AWS credentials may not read the log: they need logs:FilterLogEvents on arn:aws:logs:*:*:log-group:${logGroup}:*.`,
      ];
    case 'ResourceNotFoundException':
      return [
        'LOG_NOT_FOUND',
        `There is no log group ${logGroup} in this account and region. Check --stage, AWS_PROFILE and AWS_REGION.`,
      ];
    case 'CredentialsProviderError':
    case 'ExpiredTokenException':
    case 'InvalidSignatureException':
    case 'TokenProviderError':
    case 'UnrecognizedClientException':
      return [
        'NO_AWS_CREDENTIALS',
        `AWS takes no credentials from here (${message}). Set AWS_PROFILE, or sign in with: aws sso login.`,
      ];
    case 'ThrottlingException':
      return ['LOG_THROTTLED', 'CloudWatch Logs gets too many requests of this account. Try again.'];
    default:
      return message.startsWith('Region ')
        ? ['NO_AWS_REGION', `${message}: set AWS_REGION to that of the stage.`]
        : ['LOG_UNREACHABLE', `Can't read ${place}: ${message.replace(/\.$/, '')}.`];
  }
}

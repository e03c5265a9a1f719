import type { S3Refusal } from './s3-error.ts';

export type Query = Readonly<Record<string, string | undefined>>;

/** Seven days, in seconds. */
const MAX_EXPIRES = 604_800;

const REQUIRED = ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires'] as const;

/**
 * Refuses a presigned URL that has expired, or that asks for more than S3 grants. `checkSignature` checks the signature.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function checkSignedUrl(query: Query, now: Date): S3Refusal | undefined {
  const given = REQUIRED.map((name) => query[`X-Amz-${name}`]);
  if (given.every((value) => value === undefined)) {
    return undefined;
  }
  if (given.includes(undefined)) {
    return malformed(
      `Query-string authentication version 4 requires the ${REQUIRED.map((name) => `X-Amz-${name}`).join(', ')} parameters.`,
    );
  }
  const text = query['X-Amz-Expires'] ?? '';
  const expires = Number(text);
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query['X-Amz-Date'] ?? '') ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (!/^-?\d+$/.test(text)) {
    return malformed('X-Amz-Expires should be a number');
  }
  if (expires < 0) {
    return malformed('X-Amz-Expires must be non-negative');
  }
  if (expires > MAX_EXPIRES) {
    return malformed(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  if (Number.isNaN(signedAt)) {
    return malformed(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`);
  }
  const end = signedAt + expires * 1000;
  return now.getTime() <= end ? undefined : expired(text, new Date(end), now);
}

function malformed(message: string): S3Refusal {
  return { status: 400, code: 'AuthorizationQueryParametersError', message };
}

function expired(expires: string, end: Date, now: Date): S3Refusal {
  return {
    status: 403,
    code: 'AccessDenied',
    message: 'Request has expired',
    details: { 'X-Amz-Expires': expires, Expires: toSeconds(end), ServerTime: toSeconds(now) },
  };
}

function toSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+/, '');
}

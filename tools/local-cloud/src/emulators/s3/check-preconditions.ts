import type { IncomingHttpHeaders } from 'node:http';
import type { S3Refusal } from './s3-error.ts';

const FAILED = {
  status: 412,
  code: 'PreconditionFailed',
  message: 'At least one of the pre-conditions you specified did not hold',
};

/**
 * Checks the conditions of a write, which fauxqs ignores. `etag` is that of the present object, if there is one.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(headers: IncomingHttpHeaders, etag: string | undefined): S3Refusal | undefined {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    return {
      status: 501,
      code: 'NotImplemented',
      message: 'A header you provided implies functionality that is not implemented',
      details: { Header: 'If-None-Match' },
    };
  }
  if (ifNoneMatch !== undefined && etag !== undefined) {
    return { ...FAILED, details: { Condition: 'If-None-Match' } };
  }
  if (ifMatch === undefined) {
    return undefined;
  }
  if (etag === undefined) {
    return { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' };
  }
  return isSame(ifMatch, etag) ? undefined : { ...FAILED, details: { Condition: 'If-Match' } };
}

/** Checks `If-Match` of a read, which fauxqs ignores in a HEAD request and in one for a part. */
export function checkRead(headers: IncomingHttpHeaders, etag: string | undefined): S3Refusal | undefined {
  const { 'if-match': ifMatch } = headers;
  return ifMatch === undefined || etag === undefined || isSame(ifMatch, etag)
    ? undefined
    : { ...FAILED, details: { Condition: 'If-Match' } };
}

function isSame(condition: string, etag: string): boolean {
  return condition === '*' || condition.replaceAll('"', '') === etag.replaceAll('"', '');
}

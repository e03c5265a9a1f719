import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CREDENTIALS } from '../../local-account.ts';
import type { S3Refusal } from './s3-error.ts';

/**
 * Refuses a presigned request whose signed `content-length`, or another header signed with it, isn't the one that is sent. Only the account's
 * own access key has a secret here: URLs of any other key pass.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function checkSignature(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
): S3Refusal | undefined {
  const [path = '', search = ''] = url.split('?');
  const query = new URLSearchParams(search);
  const signedHeaders = query.get('X-Amz-SignedHeaders')?.split(';') ?? [];
  const [accessKeyId, ...scope] = query.get('X-Amz-Credential')?.split('/') ?? [];
  if (!signedHeaders.includes('content-length') || accessKeyId !== CREDENTIALS.accessKeyId) {
    return undefined;
  }
  const signature = query.get('X-Amz-Signature');
  query.delete('X-Amz-Signature');
  const parameters = [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`).toSorted();
  const canonicalRequest = [
    method,
    path,
    parameters.join('&'),
    ...signedHeaders.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signedHeaders.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const digest = createHash('sha256').update(canonicalRequest).digest('hex');
  const text = [query.get('X-Amz-Algorithm'), query.get('X-Amz-Date'), scope.join('/'), digest].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${CREDENTIALS.secretAccessKey}`);
  return hmac(key, text).toString('hex') === signature ? undefined : MISMATCH;
}

const MISMATCH: S3Refusal = {
  status: 403,
  code: 'SignatureDoesNotMatch',
  message:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
};

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Encodes as AWS signs: RFC 3986, of which `encodeURIComponent` leaves out five characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

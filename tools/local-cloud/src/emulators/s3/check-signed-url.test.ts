import { describe, expect, it } from 'vitest';
import { checkSignedUrl } from './check-signed-url.ts';
import { toXml } from './s3-error.ts';

const signed = {
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Credential': 'local/20260131/us-east-1/s3/aws4_request',
  'X-Amz-Date': '20260131T100000Z',
  'X-Amz-Expires': '300',
  'X-Amz-SignedHeaders': 'host',
  'X-Amz-Signature': '0',
};
const SIGNED_AT = new Date('2026-01-31T10:00:00.000Z');

describe('checkSignedUrl', () => {
  it('lets requests pass that are not signed in their query, and those whose time is not over', () => {
    expect(checkSignedUrl({ 'list-type': '2' }, SIGNED_AT)).toBeUndefined();
    expect(checkSignedUrl(signed, new Date('2026-01-31T10:05:00.000Z'))).toBeUndefined();
    expect(checkSignedUrl({ ...signed, 'X-Amz-Expires': '604800' }, SIGNED_AT)).toBeUndefined();
  });

  it('refuses a URL that has expired, and says when', () => {
    const refusal = checkSignedUrl(signed, new Date('2026-01-31T10:05:00.001Z'));

    expect(refusal).toEqual({
      status: 403,
      code: 'AccessDenied',
      message: 'Request has expired',
      details: {
        'X-Amz-Expires': '300',
        Expires: '2026-01-31T10:05:00Z',
        ServerTime: '2026-01-31T10:05:00Z',
      },
    });
    expect(toXml(refusal!)).toMatch(
      /<Code>AccessDenied<\/Code>\s*<Message>Request has expired<\/Message>\s*<X-Amz-Expires>300</,
    );
  });

  it.each([
    ['604801', /must be less than a week/],
    ['-1', /must be non-negative/],
    ['soon', /should be a number/],
  ])('refuses a URL that is to expire after %s seconds', (seconds, message) => {
    expect(checkSignedUrl({ ...signed, 'X-Amz-Expires': seconds }, SIGNED_AT)).toEqual({
      status: 400,
      code: 'AuthorizationQueryParametersError',
      message: expect.stringMatching(message) as string,
    });
  });

  it.each([
    [{ 'X-Amz-Date': '2026-01-31' }, /X-Amz-Date must be in the ISO8601 Long Format/],
    [{ 'X-Amz-Date': '20261331T100000Z' }, /X-Amz-Date must be in the ISO8601 Long Format/],
    [{ 'X-Amz-Signature': undefined }, /^Query-string authentication version 4 requires/],
  ])('refuses a URL with %j', (changed, message) => {
    expect(checkSignedUrl({ ...signed, ...changed }, SIGNED_AT)).toMatchObject({
      status: 400,
      message: expect.stringMatching(message) as string,
    });
  });
});

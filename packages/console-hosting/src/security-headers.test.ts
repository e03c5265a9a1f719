import { expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './index.ts';

const ISSUER = 'https://issuer.example';
const BUCKET = 'https://reports.s3.eu-west-1.amazonaws.com';

it('lets pages run no code and use no style that is inline or of another origin', () => {
  const policy = contentSecurityPolicy([BUCKET, ISSUER]);

  expect(policy).not.toContain('unsafe');
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
});

it('lets pages call their own origin and the given ones, each named once', () => {
  expect(contentSecurityPolicy([BUCKET, ISSUER, BUCKET])).toContain(
    `; connect-src 'self' ${BUCKET} ${ISSUER};`,
  );
  expect(contentSecurityPolicy([])).toContain("; connect-src 'self';");
});

it('lets no page frame the console', () => {
  expect(securityHeaders([])).toMatchObject({
    'content-security-policy': expect.stringMatching(/; frame-ancestors 'none'$/),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  });
});

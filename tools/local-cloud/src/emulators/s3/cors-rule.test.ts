import { describe, expect, it } from 'vitest';
import { corsHeadersOf, type CorsRule, findCorsRule } from './cors-rule.ts';
import { parseCorsRules } from './parse-cors-rules.ts';

const rule: CorsRule = {
  AllowedOrigins: ['http://localhost:*', 'https://shop.example'],
  AllowedMethods: ['PUT', 'GET'],
  AllowedHeaders: ['Content-*'],
  ExposedHeaders: ['ETag'],
  MaxAge: 3600,
};
const put = { origin: 'https://shop.example', method: 'PUT', headers: ['content-type'] };

describe('findCorsRule', () => {
  it.each([
    {},
    { origin: 'http://localhost:3000' },
    { method: 'GET', headers: [] },
    { headers: ['Content-Type', 'content-md5'] },
  ])('allows %j', (changed) => {
    expect(findCorsRule([rule], { ...put, ...changed })).toBe(rule);
  });

  it.each([
    { origin: 'https://shop.example.evil.example' },
    { origin: 'https://SHOP.example' },
    { origin: 'http://localhost' },
    { origin: 'null' },
    { method: 'DELETE' },
    { method: '' },
    { headers: ['content-type', 'x-amz-acl'] },
  ])('does not allow %j', (changed) => {
    expect(findCorsRule([rule], { ...put, ...changed })).toBeUndefined();
  });
});

describe('corsHeadersOf', () => {
  it('names the origin, unless all are allowed', () => {
    expect(corsHeadersOf(rule, put)).toEqual({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'PUT, GET',
      'access-control-allow-headers': 'content-type',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '3600',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    });
    const open = corsHeadersOf({ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }, { ...put, headers: [] });
    expect(open).toMatchObject({ 'access-control-allow-origin': '*' });
    expect(open).not.toHaveProperty('access-control-allow-credentials');
  });
});

describe('parseCorsRules', () => {
  it('reads each rule', () => {
    const xml = `<CORSConfiguration>
      <CORSRule><AllowedOrigin>https://a.example?x&amp;y</AllowedOrigin><AllowedMethod>GET</AllowedMethod>
        <AllowedMethod>PUT</AllowedMethod><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>5</MaxAgeSeconds></CORSRule>
      <CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>`;

    expect(parseCorsRules(xml)).toEqual([
      {
        AllowedOrigins: ['https://a.example?x&y'],
        AllowedMethods: ['GET', 'PUT'],
        AllowedHeaders: [],
        ExposedHeaders: ['ETag'],
        MaxAge: 5,
      },
      { AllowedOrigins: ['*'], AllowedMethods: ['GET'], AllowedHeaders: [], ExposedHeaders: [] },
    ]);
  });
});

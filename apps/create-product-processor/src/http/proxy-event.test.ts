import { restApiEvent } from '@async-catalog/local-cloud/testing';
import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { ProxyEvent, readCaller } from './proxy-event.ts';

describe('ProxyEvent', () => {
  it('reads every value of a header and of a parameter that a REST API names', () => {
    const event = ProxyEvent.parse({
      ...restApiEvent({ query: 'dryRun=true', headers: { Prefer: 'wait=5', 'Idempotency-Key': 'b' } }),
      multiValueHeaders: { Prefer: ['handling=strict', 'wait=5'], 'Idempotency-Key': ['a', 'b'] },
      multiValueQueryStringParameters: { dryRun: ['false', 'true'] },
    });

    expect(event.headers).toEqual({
      'content-type': 'application/json',
      prefer: 'handling=strict, wait=5',
      'idempotency-key': 'a, b',
    });
    expect(event.query.getAll('dryRun')).toEqual(['false', 'true']);
  });
});

const STAGE = { requests: 100, products: 1000 };

describe('readCaller', () => {
  it.each([
    ['a JWT authorizer', { jwt: { claims: { sub: 'shop', scope: 'catalog:write' }, scopes: null } }, 'shop'],
    ['a Cognito authorizer', { claims: { sub: 'shop' } }, 'shop'],
    ['a Lambda authorizer', { principalId: 'shop', integrationLatency: 3 }, 'shop'],
    ['no authorizer', undefined, 'anonymous'],
    ['no authorizer of a REST API', null, 'anonymous'],
  ])('takes the caller that %s names', (_, authorizer, caller) => {
    expect(readCaller(authorizer, STAGE)).toEqual({ caller, quotas: STAGE });
  });

  it.each([
    {},
    { jwt: { claims: {} } },
    { claims: { sub: '' } },
    { claims: { sub: '*' } },
    { iam: { userArn: 'arn' } },
    'shop',
  ])('refuses %j, which names nobody', (authorizer) => {
    expect(() => readCaller(authorizer, STAGE)).toThrow(problem('UNAUTHENTICATED'));
  });

  it('takes a name of 255 characters, which fits into every key, and refuses a longer one', () => {
    const longest = 'x'.repeat(255);

    expect(readCaller({ jwt: { claims: { sub: longest } } }, STAGE).caller).toBe(longest);
    for (const authorizer of [
      { jwt: { claims: { sub: `${longest}x` } } },
      { claims: { sub: `${longest}x` } },
      { principalId: `${longest}x` },
    ]) {
      expect(() => readCaller(authorizer, STAGE)).toThrow(problem('UNAUTHENTICATED'));
    }
  });

  it('takes limits that the token sets, as text or as numbers, in place of the stage’s', () => {
    const own = { catalog_requests_per_second: '5', catalog_products_per_day: 7 };

    for (const authorizer of [
      { jwt: { claims: { sub: 'shop', ...own } } },
      { claims: { sub: 'shop', ...own } },
      { principalId: 'shop', ...own },
    ]) {
      expect(readCaller(authorizer, STAGE).quotas).toEqual({ requests: 5, products: 7 });
    }
  });

  it.each(['0', '-1', '1.5', 'many', '', 0, null])(
    'refuses the limit %j, rather than go without',
    (limit) => {
      const claims = { sub: 'shop', catalog_products_per_day: limit };

      expect(() => readCaller({ jwt: { claims } }, STAGE)).toThrow(problem('UNAUTHENTICATED'));
    },
  );
});

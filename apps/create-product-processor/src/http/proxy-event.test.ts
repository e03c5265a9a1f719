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

describe('readCaller', () => {
  it.each([
    ['a JWT authorizer', { jwt: { claims: { sub: 'shop', scope: 'catalog:write' }, scopes: null } }, 'shop'],
    ['a Cognito authorizer', { claims: { sub: 'shop' } }, 'shop'],
    ['a Lambda authorizer', { principalId: 'shop', integrationLatency: 3 }, 'shop'],
    ['no authorizer', undefined, 'anonymous'],
    ['no authorizer of a REST API', null, 'anonymous'],
  ])('takes the caller that %s names', (_, authorizer, caller) => {
    expect(readCaller(authorizer)).toBe(caller);
  });

  it.each([{}, { jwt: { claims: {} } }, { claims: { sub: '' } }, { iam: { userArn: 'arn' } }, 'shop'])(
    'refuses %j, which names nobody',
    (authorizer) => {
      expect(() => readCaller(authorizer)).toThrow(problem('UNAUTHENTICATED'));
    },
  );
});

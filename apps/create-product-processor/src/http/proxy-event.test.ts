import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { readCaller } from './proxy-event.ts';

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

import { describe, expect, it } from 'vitest';
import { requestIdOf, traceparentOf } from './correlation.ts';

const ID = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

describe('requestIdOf', () => {
  it.each(['a', 'x'.repeat(128), 'a b~'])('takes %j', (sent) => {
    expect(requestIdOf({ 'x-request-id': sent })).toBe(sent);
  });

  it.each(['', 'x'.repeat(129), 'a\nb', 'é'])('takes no %j', (sent) => {
    expect(requestIdOf({ 'x-request-id': sent })).toBeUndefined();
  });
});

describe('traceparentOf', () => {
  it('takes one that is well-formed', () => {
    const sent = `00-${ID}-${PARENT}-01`;

    expect(traceparentOf({ traceparent: sent })).toBe(sent);
  });

  it.each([
    undefined,
    '',
    `ff-${ID}-${PARENT}-01`,
    `00-${'0'.repeat(32)}-${PARENT}-01`,
    `00-${ID}-${'0'.repeat(16)}-01`,
    `00-${ID.toUpperCase()}-${PARENT}-01`,
    `00-${ID}-${PARENT}`,
    `00-${ID}-${PARENT}-01-x`,
  ])('ignores %j', (sent) => {
    expect(traceparentOf(sent === undefined ? {} : { traceparent: sent })).toBeUndefined();
  });
});

import { expect, it } from 'vitest';
import { readTraceparent } from './traceparent.ts';

const ID = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

it.each([
  `00-${ID}-${PARENT}-01`,
  `00-${ID}-${PARENT}-00`,
  `01-${ID}-${PARENT}-01`,
  `fe-${ID}-${PARENT}-01-what-comes-later`,
])('takes %s for a trace context', (sent) => {
  expect(readTraceparent(sent)).toBe(sent);
});

it.each([
  undefined,
  '',
  `ff-${ID}-${PARENT}-01`,
  `00-${'0'.repeat(32)}-${PARENT}-01`,
  `00-${ID}-${'0'.repeat(16)}-01`,
  `01-${'0'.repeat(32)}-${PARENT}-01`,
  `00-${ID.toUpperCase()}-${PARENT}-01`,
  `00-${ID}-${PARENT}`,
  `00-${ID}-${PARENT}-01-x`,
  `01-${ID}-${PARENT}-01x`,
  `01-${ID}-${PARENT}-01-${'x'.repeat(512)}`,
])('ignores %j', (sent) => {
  expect(readTraceparent(sent)).toBeUndefined();
});

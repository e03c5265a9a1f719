import { expect, it } from 'vitest';
import { readRequestId } from './request-id.ts';

it.each(['a', 'x'.repeat(128), 'a b~'])('takes %j for a request id', (sent) => {
  expect(readRequestId(sent)).toBe(sent);
});

it.each([undefined, '', 'x'.repeat(129), 'a\nb', 'é'])('takes no %j for a request id', (sent) => {
  expect(readRequestId(sent)).toBeUndefined();
});

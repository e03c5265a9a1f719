import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { createInstanceLog } from './instance-log.ts';

it('produces the same lines however the text is split', () => {
  const chunk = fc.tuple(
    fc.constantFrom('stdout' as const, 'stderr' as const),
    fc.string({ unit: fc.constantFrom('a', 'é', '\n') }),
  );
  fc.assert(
    fc.property(fc.array(chunk), (chunks) => {
      const lines: string[] = [];
      const log = createInstanceLog((line) => lines.push(line));

      chunks.forEach(([stream, text]) => log.write(stream, text, 1));
      const tail = log.takeTail();

      const written = chunks.map(([, text]) => text).join('');
      expect(tail).toBe(written.slice(-4_096));
      const expected = (['stdout', 'stderr'] as const).flatMap((stream) => {
        const whole = chunks.flatMap(([name, text]) => (name === stream ? [text] : [])).join('');
        return whole.split('\n').filter((line, index, all) => line !== '' || index < all.length - 1);
      });
      expect(lines.toSorted()).toEqual(expected.toSorted());
    }),
  );
});

it('drops the tail once it has been taken', () => {
  const log = createInstanceLog(() => {});
  log.write('stdout', 'first', 1);

  expect(log.takeTail()).toBe('first');
  expect(log.takeTail()).toBe('');
});

it('gives a line the time at which its end was written', () => {
  const lines: [string, number][] = [];
  const log = createInstanceLog((line, atMs) => lines.push([line, atMs]));

  log.write('stdout', 'be', 1);
  log.write('stderr', 'other\n', 2);
  log.write('stdout', 'gun\nunfin', 3);
  log.write('stdout', 'ished', 4);
  log.takeTail();

  expect(lines).toEqual([
    ['other', 2],
    ['begun', 3],
    ['unfinished', 4],
  ]);
});

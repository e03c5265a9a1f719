import { expect, it, vi } from 'vitest';
import { remember } from './remember.ts';

function setUp() {
  let ms = 1000;
  const read = vi.fn<() => Promise<string>>().mockImplementation(() => Promise.resolve(`read at ${ms}`));
  return {
    read,
    get: remember(read, { forMs: 5000, now: () => new Date(ms) }),
    set: (now: number): void => {
      ms = now;
    },
  };
}

it('reads again once the time is over', async () => {
  const { get, set } = setUp();

  expect(await get()).toBe('read at 1000');
  set(5999);
  expect(await get()).toBe('read at 1000');
  set(6000);
  expect(await get()).toBe('read at 6000');
});

it('reads again when the clock was set back', async () => {
  const { get, set } = setUp();
  await get();
  set(999);

  expect(await get()).toBe('read at 999');
});

it('shares a read that takes longer, and reads once', async () => {
  const { get, set, read } = setUp();
  const answer = Promise.withResolvers<string>();
  read.mockReturnValueOnce(answer.promise);
  const first = get();
  set(60_000);
  const second = get();
  answer.resolve('late');

  expect(await Promise.all([first, second])).toEqual(['late', 'late']);
  expect(read).toHaveBeenCalledOnce();
  expect(await get()).toBe('read at 60000');
});

it.each([
  ['rejects', () => Promise.reject(new Error('out'))],
  [
    'throws at once',
    () => {
      throw new Error('out');
    },
  ],
])('keeps no failure: a read that %s', async (_, fail) => {
  const { get, read } = setUp();
  read.mockImplementationOnce(fail);

  await expect(get()).rejects.toThrow('out');
  expect(await get()).toBe('read at 1000');
});

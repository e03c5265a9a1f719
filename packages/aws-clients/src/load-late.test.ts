import { describe, expect, it, vi } from 'vitest';
import { loadLate } from './load-late.ts';

const counter = () => {
  let count = 0;
  return {
    async add(n: number) {
      count += n;
      return Promise.resolve(count);
    },
    fail: () => Promise.reject(new TypeError('no')),
    async *upTo(last: number) {
      for (let n = 1; n <= last; n += 1) {
        yield await Promise.resolve(n);
      }
    },
  };
};

describe('loadLate', () => {
  it('loads nothing before a method is called', async () => {
    const load = vi.fn<() => Promise<ReturnType<typeof counter>>>(() => Promise.resolve(counter()));
    const late = loadLate(load);

    await Promise.resolve(late);

    expect(load).not.toHaveBeenCalled();
  });

  it('loads once, however many calls come at once, and keeps what it loaded', async () => {
    const load = vi.fn<() => Promise<ReturnType<typeof counter>>>(() => Promise.resolve(counter()));
    const late = loadLate(load);

    await Promise.all([late.add(1), late.add(2)]);

    expect(await late.add(3)).toBe(6);
    expect(load).toHaveBeenCalledOnce();
  });

  it('gives what the method yields', async () => {
    const late = loadLate(() => Promise.resolve(counter()));

    expect(await Array.fromAsync(late.upTo(3))).toEqual([1, 2, 3]);
  });

  it('rejects as the method does', async () => {
    await expect(loadLate(() => Promise.resolve(counter())).fail()).rejects.toThrow('no');
  });

  it('throws where it would be copied without its methods', () => {
    const late = loadLate(() => Promise.resolve(counter()));

    expect(() => ({ ...late })).toThrow('call its methods');
  });

  it('loads again after a load that failed', async () => {
    let loads = 0;
    const late = loadLate(async () => {
      loads += 1;
      if (loads === 1) {
        throw new RangeError('too many open files');
      }
      return Promise.resolve(counter());
    });
    await expect(late.add(1)).rejects.toThrow('too many open files');

    expect(await late.add(1)).toBe(1);
  });

  it('rejects as the load does', async () => {
    const late = loadLate(() => Promise.reject<ReturnType<typeof counter>>(new RangeError('not there')));

    await expect(late.add(1)).rejects.toThrow('not there');
  });
});

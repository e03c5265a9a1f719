import { CatalogProblemError } from '@async-catalog/client';
import { describe, expect, it, vi } from 'vitest';
import { type Answer, follow } from './follow.ts';

vi.stubGlobal('document', { hidden: false, addEventListener: () => {}, removeEventListener: () => {} });
vi.stubGlobal('addEventListener', () => {});
vi.stubGlobal('removeEventListener', () => {});

/** Waits as `fetch` does. */
function waitForever(_: string | null, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

describe('follow', () => {
  it('passes the ETag on, reports errors, goes on after them, and ends with the final state', async () => {
    vi.useFakeTimers();
    const etags: (string | null)[] = [];
    const answers = [
      () => ({ state: 1, etag: '"1"', waited: false }),
      () => ({ state: undefined, etag: '"1"', waited: true }),
      (): never => {
        throw new TypeError('no network');
      },
      () => ({ state: 2, etag: '"2"', waited: true }),
    ];
    const seen: unknown[] = [];
    const ended = follow<number>(
      {
        read: async (etag) => (etags.push(etag), answers[etags.length - 1]!()),
        onAnswer: (state) => seen.push(state),
        onError: (error) => seen.push(error),
        isFinal: (state) => state === 2,
      },
      new AbortController().signal,
    );
    await vi.runAllTimersAsync();
    await ended;
    vi.useRealTimers();

    expect(seen).toEqual([1, undefined, new TypeError('no network'), 2]);
    expect(etags).toEqual([null, '"1"', '"1"', '"1"']);
  });

  it.each([
    [true, 300],
    [false, 2000],
  ])('reads again after a pause that is longer where the API did not wait: %s', async (waited, pauseMs) => {
    vi.useFakeTimers();
    const stop = new AbortController();
    const read = vi.fn<(etag: string | null) => Promise<Answer<number>>>(async (etag) => ({
      state: etag === null ? 1 : undefined,
      etag: '"1"',
      waited: etag !== null && waited,
    }));
    const ended = follow({ read, onAnswer: () => {}, onError: () => {}, isFinal: () => false }, stop.signal);
    await vi.advanceTimersByTimeAsync(300);
    expect(read).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(pauseMs - 1);
    expect(read).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(read).toHaveBeenCalledTimes(3);
    stop.abort();
    await ended;
    vi.useRealTimers();
  });

  it('ends when it is aborted, without reporting that as an error', async () => {
    const stop = new AbortController();
    const onError = vi.fn<(error: unknown) => void>();
    const ended = follow(
      { read: waitForever, onAnswer: () => {}, onError, isFinal: () => false },
      stop.signal,
    );
    stop.abort();
    await ended;

    expect(onError).not.toHaveBeenCalled();
  });

  it('ends where there is no such thing, once it has said so', async () => {
    const gone = new CatalogProblemError(new Request('https://catalog.example/imports/x'), 404, undefined);
    const onError = vi.fn<(error: unknown) => void>();
    await follow(
      { read: () => Promise.reject(gone), onAnswer: () => {}, onError, isFinal: () => false },
      new AbortController().signal,
    );

    expect(onError.mock.calls).toEqual([[gone]]);
  });
});

import { describe, expect, it } from 'vitest';
import type { RecordedCall } from '../cloud/recorded-call.ts';
import { createReplay } from './replay.ts';

const call = (action: string, after: number): RecordedCall => ({
  by: '',
  service: 'SQS',
  action,
  after,
  input: {},
});

function setUp() {
  const pending = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const callOf = (action: string) => () =>
    new Promise<void>((resolve, reject) => {
      pending.set(action, { resolve, reject });
    });
  const known = Object.fromEntries(['a', 'b', 'c', 'd'].map((action) => [action, callOf(action)]));
  const { prepare, handler } = createReplay({ SQS: { calls: known } });
  return { pending, run: (calls: RecordedCall[]) => handler(prepare(calls)) };
}

function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('createReplay', () => {
  it('makes a call once as many are answered as when it was recorded', async () => {
    const { pending, run } = setUp();
    const done = run([call('a', 0), call('b', 0), call('c', 1), call('d', 3)]);
    expect([...pending.keys()]).toEqual(['a', 'b']);
    pending.get('b')?.resolve();
    await settled();
    expect([...pending.keys()]).toEqual(['a', 'b', 'c']);
    pending.get('a')?.resolve();
    pending.get('c')?.resolve();
    await settled();
    expect([...pending.keys()]).toEqual(['a', 'b', 'c', 'd']);
    pending.get('d')?.resolve();
    await expect(done).resolves.toBeUndefined();
  });

  it('is done at once with nothing to do', async () => {
    await expect(setUp().run([])).resolves.toBeUndefined();
  });

  it('fails with a call', async () => {
    const { pending, run } = setUp();
    const done = run([call('a', 0)]);
    pending.get('a')?.reject(new Error('refused'));
    await expect(done).rejects.toThrow('refused');
  });

  it('refuses a service and an operation that it has no client for, before it makes any call', () => {
    const { pending, run } = setUp();
    expect(() => run([call('a', 0), { ...call('a', 0), service: 'S3' }])).toThrow('calls S3 a');
    expect(() => run([call('a', 0), call('e', 0)])).toThrow('calls SQS e');
    expect(pending.size).toBe(0);
  });
});

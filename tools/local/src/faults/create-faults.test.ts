import { describe, expect, it, vi } from 'vitest';
import { createFaults } from './create-faults.ts';

const START = Date.parse('2026-01-31T09:30:00.000Z');

function setUp(...interrupted: number[]) {
  let time = START;
  const killInstances = vi.fn<() => Promise<number>>(() => Promise.resolve(interrupted.shift() ?? 0));
  const { controls, faults } = createFaults({ killInstances, visibilityMs: () => 360_000, now: () => time });
  return { controls, faults, killInstances, pass: (ms: number) => void (time += ms) };
}

it('does nothing until it is asked', () => {
  const { controls, faults } = setUp();

  expect(controls.active()).toEqual([]);
  expect(faults.tablesOut?.()).toBe(false);
  expect(faults.throttleTables?.()).toBe(false);
  expect(faults.bucketOut?.()).toBe(false);
  expect(faults.crash?.('ProductSaverWorker')).toBe(false);
  expect(faults.receiveSlowly?.('ProductSaverWorker')).toBe(false);
  expect(faults.deliverAgain?.('ProductSaverWorker')).toBe(false);
});

describe('tables that are out', () => {
  it('come back after 30 s', () => {
    const { controls, faults, pass } = setUp();

    controls.begin('table-out', '30 s');

    expect(controls.active()).toEqual([{ name: 'table-out', until: '2026-01-31T09:30:30.000Z' }]);
    pass(29_999);
    expect(faults.tablesOut?.()).toBe(true);
    pass(1);
    expect(faults.tablesOut?.()).toBe(false);
    expect(controls.active()).toEqual([]);
  });

  it('stay out 30 s from when they are asked for again', () => {
    const { controls, faults, pass } = setUp();
    controls.begin('table-out', '30 s');
    pass(20_000);
    controls.begin('table-out', '30 s');
    pass(29_999);

    expect(faults.tablesOut?.()).toBe(true);
  });
});

it('lasts as long as the run, whatever is asked for meanwhile', () => {
  const { controls, faults, pass } = setUp();
  controls.begin('bucket-out', 'run');
  controls.begin('bucket-out', '30 s');
  pass(86_400_000);

  expect(controls.active()).toEqual([{ name: 'bucket-out' }]);
  expect(faults.bucketOut?.()).toBe(true);
});

it('throttles every other call', () => {
  const { controls, faults } = setUp();
  controls.begin('tables-throttled', 'run');

  expect(Array.from({ length: 4 }, () => faults.throttleTables?.())).toEqual([true, false, true, false]);
});

it('ends and delays the worker, and no other function', () => {
  const { controls, faults } = setUp();
  controls.begin('worker-crashes', 'run');
  controls.begin('queue-slow', 'run');

  expect([faults.crash, faults.receiveSlowly].map((ask) => ask?.('ProductSaverWorker'))).toEqual([
    true,
    true,
  ]);
  expect([faults.crash, faults.receiveSlowly].map((ask) => ask?.('FileSplitter'))).toEqual([false, false]);
});

it('delivers 20 batches of the worker twice, and none of another function', () => {
  const { controls, faults } = setUp();
  controls.deliverTwice();

  expect(faults.deliverAgain?.('FileSplitter')).toBe(false);
  expect(controls.active()).toEqual([{ name: 'deliver-twice', batchesLeft: 20 }]);
  const answers = Array.from({ length: 21 }, () => faults.deliverAgain?.('ProductSaverWorker'));
  expect(answers).toEqual([...Array<boolean>(20).fill(true), false]);
  expect(controls.active()).toEqual([]);
});

describe('killing a worker', () => {
  it('tries until an instance is at work, and says when its messages come back', async () => {
    const { controls, killInstances, pass } = setUp(0, 0, 1);

    expect(await controls.killWorker()).toBe(1);

    expect(killInstances).toHaveBeenCalledTimes(3);
    expect(controls.active()).toEqual([{ name: 'kill-worker', until: '2026-01-31T09:36:00.000Z' }]);
    pass(360_000);
    expect(controls.active()).toEqual([]);
  });

  it('gives up where nothing is saved', async () => {
    const { controls, killInstances } = setUp();

    expect(await controls.killWorker()).toBe(0);

    expect(killInstances).toHaveBeenCalledTimes(50);
    expect(controls.active()).toEqual([]);
  });
});

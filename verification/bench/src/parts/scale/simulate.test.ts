import { describe, expect, it } from 'vitest';
import { type Configuration, ratesAt, simulateDrain, type Workload } from './simulate.ts';

/** Workload of 1,000 messages per second and instance, which only the mapping limits. */
const workload: Workload = {
  batchSize: 100,
  invocationMs: 100,
  bytesPerMessage: 500,
  writeUnits: 1,
  puts: 0.001,
};
const configuration: Configuration = {
  mapping: { mode: 'standard' },
  accountConcurrency: 1_000_000,
  table: { warm: 10_000_000, quota: 10_000_000 },
};

function rates(seconds: number, overrides: Partial<Configuration> = {}, of: Partial<Workload> = {}) {
  return ratesAt(seconds, { ...workload, ...of }, { ...configuration, ...overrides });
}

describe('ratesAt', () => {
  it('starts a standard mapping with 5 invocations, and adds 300 a minute up to 1,250', () => {
    expect(rates(0).mapping).toBe(5000);
    expect(rates(60).mapping).toBe(305_000);
    expect(rates(248).mapping).toBe(1_245_000);
    expect(rates(249).mapping).toBe(1_250_000);
    expect(rates(3600).mapping).toBe(1_250_000);
  });

  it('holds a mapping to its maximum concurrency', () => {
    expect(rates(3600, { mapping: { mode: 'standard', cap: 10 } }).mapping).toBe(10_000);
  });

  it('adds a hundred provisioned pollers a minute, from the least to the most', () => {
    const mapping = { mode: 'provisioned', minPollers: 20, maxPollers: 200 } as const;
    expect(rates(0, { mapping }).polling).toBe(2000);
    expect(rates(60, { mapping }).polling).toBeCloseTo(12_000);
    expect(rates(600, { mapping }).polling).toBe(20_000);
  });

  it('has a poller carry 100 messages a second, or a megabyte', () => {
    const mapping = { mode: 'provisioned', minPollers: 1, maxPollers: 1 } as const;
    expect(rates(0, { mapping }, { bytesPerMessage: 10_000 }).polling).toBe(100);
    expect(rates(0, { mapping }, { bytesPerMessage: 20_000 }).polling).toBe(50);
  });

  it('holds messages in flight to 120,000, whatever the batch size', () => {
    expect(rates(0)['in flight']).toBe(1_200_000);
    expect(rates(0, {}, { batchSize: 1000 })['in flight']).toBe(1_200_000);
  });

  it('doubles a table after each half an hour, up to its quota', () => {
    const table = { warm: 4000, quota: 10_000 };
    expect(rates(1799, { table }).table).toBe(4000);
    expect(rates(1800, { table }).table).toBe(8000);
    expect(rates(3600, { table }).table).toBe(10_000);
  });

  it('divides what a table and a bucket take by what a product needs', () => {
    const table = { warm: 4000, quota: 4000 };
    expect(rates(0, { table }, { writeUnits: 2 }).table).toBe(2000);
    expect(rates(0, {}, { puts: 4 }).S3).toBe(875);
  });
});

describe('simulateDrain', () => {
  it('takes as long as the tightest limit has it', () => {
    const table = { warm: 4000, quota: 4000 };
    const { seconds, limit } = simulateDrain(1_000_000, workload, { ...configuration, table });
    expect(seconds).toBeCloseTo(250, 0);
    expect(limit).toBe('table');
  });

  it('goes on from one limit to the next as the mapping grows', () => {
    // 5,000 + 10,000 + … a second, until the account’s 100 invocations are there after 19 seconds.
    const { seconds, limit } = simulateDrain(5_000_000, workload, {
      ...configuration,
      accountConcurrency: 100,
    });
    expect(limit).toBe('account');
    expect(seconds).toBeCloseTo(19 + (5_000_000 - 950_000) / 100_000, 0);
  });

  it('tells how many are left, down to none', () => {
    const { seconds, course } = simulateDrain(12_000, workload, configuration);
    expect(course).toEqual([
      [0, 12_000],
      [1, 7000],
      [1.7, 0],
    ]);
    expect(seconds).toBe(1.7);
  });

  it('is done at once with nothing to do', () => {
    expect(simulateDrain(0, workload, configuration).seconds).toBe(0);
  });
});

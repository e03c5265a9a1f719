import { describe, expect, it } from 'vitest';
import { limitDeliveries, limitInstances } from './limit-instances.ts';

describe('limitInstances', () => {
  it.each([
    [1, 2],
    [2, 3],
    [4, 5],
    [8, 9],
  ])('gives a function on %i cores %i instances', (cores, instances) => {
    expect(limitInstances({}, cores)).toBe(instances);
    expect(limitInstances({ reservedConcurrency: 200 }, cores)).toBe(instances);
  });

  it('never exceeds the reserved concurrency', () => {
    expect(limitInstances({ reservedConcurrency: 2 }, 8)).toBe(2);
  });

  it("gives even a function that reserves nothing an instance, so that what is throttled is the host's to say", () => {
    expect(limitInstances({ reservedConcurrency: 0 }, 8)).toBe(1);
  });
});

describe('limitDeliveries', () => {
  it.each([
    [3, 1, 3],
    [3, 2, 2],
    [2, 2, 1],
    [2, 3, 1],
  ])('lets a mapping use of %i instances that %i mappings share %i', (instances, mappings, deliveries) => {
    expect(limitDeliveries(instances, mappings)).toBe(deliveries);
  });
});

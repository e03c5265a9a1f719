import { describe, expect, it } from 'vitest';
import { billOf, totalOf, type Usage } from './bill.ts';
import { plainDesignCounts } from './plain-design.ts';

const nothing: Usage = { products: 1000, counts: [], functions: [], logBytes: 0 };

function billOfThousand(service: 'DynamoDB' | 'S3', action: string) {
  return billOf({ ...nothing, counts: [{ service, action, requests: 1000, units: 1000 }] });
}

function billOfTime(durationMs: number, memoryMb: number) {
  return billOf({ ...nothing, functions: [{ invocations: 1000, durationMs, memoryMb }] })['Lambda time'];
}

describe('billOf', () => {
  it('is for a million products, whatever number was counted', () => {
    const counts = [{ service: 'SQS', action: 'SendMessage', requests: 10, units: 10 }] as const;
    expect(billOf({ ...nothing, products: 10, counts }).SQS).toBeCloseTo(0.4, 10);
    expect(billOf({ ...nothing, products: 1000, counts }).SQS).toBeCloseTo(0.004, 10);
  });

  it('bills units, not requests', () => {
    const counts = [{ service: 'DynamoDB', action: 'UpdateItem', requests: 1000, units: 3000 }] as const;
    expect(billOf({ ...nothing, counts }).DynamoDB).toBeCloseTo(3 * 0.625, 10);
  });

  it('bills reads as reads, and a list of objects as a write', () => {
    expect(billOfThousand('DynamoDB', 'GetItem').DynamoDB).toBeCloseTo(0.125, 10);
    expect(billOfThousand('S3', 'GetObject').S3).toBeCloseTo(0.4, 10);
    expect(billOfThousand('S3', 'ListObjectsV2').S3).toBeCloseTo(5, 10);
  });

  it('bills a function by its memory, and by whole milliseconds', () => {
    expect(billOfTime(100, 1024)).toBeCloseTo(1.33334, 5);
    expect(billOfTime(99.1, 1024)).toBeCloseTo(1.33334, 5);
    expect(billOfTime(100, 512)).toBeCloseTo(0.66667, 5);
  });

  it('bills logs by the gigabyte', () => {
    expect(billOf({ ...nothing, products: 1_000_000, logBytes: 2 ** 30 }).Logs).toBeCloseTo(0.5, 10);
  });

  it('bills the three lines that Lambda itself writes for an invocation', () => {
    const functions = [{ invocations: 1, durationMs: 1, memoryMb: 1024 }];
    const { Logs } = billOf({ ...nothing, products: 1_000_000, functions });
    const bytes = (Logs / 0.5) * 2 ** 30;
    expect(bytes).toBeGreaterThan(200);
    expect(bytes).toBeLessThan(300);
  });

  it('comes to the sum of the published prices for the plain design', () => {
    const bill = billOf({ ...nothing, counts: plainDesignCounts(1) });
    // Three SQS requests, a write and a PUT for each product.
    expect(totalOf(bill)).toBeCloseTo(3 * 0.4 + 0.625 + 5, 10);
  });
});

describe('plainDesignCounts', () => {
  it('takes six requests for each product', () => {
    expect(plainDesignCounts(1).reduce((sum, { requests }) => sum + requests, 0)).toBe(6000);
  });

  it('takes a tenth of the receives and deletes in batches of ten', () => {
    expect(plainDesignCounts(10).reduce((sum, { requests }) => sum + requests, 0)).toBe(4200);
  });
});

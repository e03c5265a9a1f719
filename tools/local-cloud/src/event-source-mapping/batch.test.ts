import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { eventOf, splitBatch } from './batch.ts';
import type { SqsRecord } from './sqs-record.ts';

const MAX_BYTES = 6_291_456;

function record(json: string): SqsRecord {
  return { messageId: 'm', receiptHandle: 'r', json, bytes: Buffer.byteLength(json), receivedAt: 0 };
}

/** Builds two records whose event has this many bytes. */
function recordsOf(bytes: number): SqsRecord[] {
  const lengths = [1_000, bytes - '{"Records":[,]}'.length - 1_000];
  return lengths.map((length) => record(JSON.stringify('x'.repeat(length - 2))));
}

it('limits an event to 6,291,456 bytes', () => {
  const exact = splitBatch(recordsOf(MAX_BYTES), 10);
  expect(Buffer.byteLength(eventOf(exact.batch))).toBe(MAX_BYTES);
  expect(exact).toMatchObject({ rest: [], full: false });

  const over = splitBatch(recordsOf(MAX_BYTES + 1), 10);
  expect(over.batch).toHaveLength(1);
  expect(over.rest).toHaveLength(1);
  expect(over.full).toBe(true);
});

it('passes on a single record that is too large', () => {
  const [tooLarge] = recordsOf(MAX_BYTES + 2_000).slice(1);
  const records = tooLarge === undefined ? [] : [tooLarge, record('{}')];

  expect(splitBatch(records, 10)).toEqual({ batch: [tooLarge], rest: [records[1]], full: true });
});

it('is full at the batch size', () => {
  const records = [record('1'), record('2'), record('3')];

  expect(splitBatch(records, 2)).toEqual({ batch: records.slice(0, 2), rest: records.slice(2), full: true });
  expect(splitBatch(records, 3)).toEqual({ batch: records, rest: [], full: true });
  expect(splitBatch(records, 4)).toEqual({ batch: records, rest: [], full: false });
});

it('loses nothing, keeps the order, and keeps every batch within the limits of an event', () => {
  const body = fc
    .integer({ min: 0, max: 3_000_000 })
    .map((length) => record(JSON.stringify('x'.repeat(length))));
  fc.assert(
    fc.property(fc.array(body, { maxLength: 12 }), fc.integer({ min: 1, max: 15 }), (records, batchSize) => {
      const batches = [];
      let rest: readonly SqsRecord[] = records;
      while (rest.length > 0) {
        const split = splitBatch(rest, batchSize);
        batches.push(split.batch);
        rest = split.rest;
      }
      expect(batches.flat()).toEqual(records);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(batchSize);
        expect(Buffer.byteLength(eventOf(batch))).toBeLessThanOrEqual(MAX_BYTES);
      }
    }),
    { numRuns: 30 },
  );
});

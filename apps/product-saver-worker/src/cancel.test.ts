import { sqsRecord } from '@async-catalog/local-cloud/testing';
import { productIdOfSku, type PutMessage, statusOfSubmission } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { MissingProductError, PermanentError } from './core/errors.ts';
import { SAVES_PER_READ } from './core/save/cancellations.ts';
import type { AtStep } from './testing/faulty-ports.ts';
import { createMemoryPorts } from './testing/memory-ports.ts';
import { buildRecord, message, submission } from './testing/messages.ts';
import { createTestWorker } from './testing/worker.ts';

const OUT = new Error('out');
const NOW = '2026-01-31T09:31:00.000Z';

function setUp(atStep: AtStep = () => {}) {
  const { ports, ...memory } = createMemoryPorts();
  const steps: string[] = [];
  const worker = createTestWorker(ports, {
    maxReceiveCount: 100,
    now: () => new Date(NOW),
    async atStep(name, phase) {
      if (phase === 'before') {
        steps.push(name);
      }
      await atStep(name, phase);
    },
  });
  return {
    ...memory,
    ...worker,
    steps,
    /** Marks the submission of messages as the API does. */
    cancel: (sent: PutMessage): void => {
      const record = memory.records.get(sent.submissionId) ?? buildRecord(sent);
      memory.records.set(record.id, { ...record, cancelledAt: NOW });
    },
    recordOf: ({ submissionId }: PutMessage) => memory.records.get(submissionId)!,
  };
}

/** Fails the first call of this name. */
function failingOnce(failing: string, error: Error): AtStep {
  let isLeft = true;
  return (name, phase) => {
    if (name === failing && phase === 'before' && isLeft) {
      isLeft = false;
      throw error;
    }
  };
}

const toRecords = (sent: readonly PutMessage[], receiveCount = 1) =>
  sent.map((one) => sqsRecord(one, { receiveCount }));
const pair = () => submission([{ sku: 'A' }, { sku: 'B' }]);

describe('items of a cancelled submission', () => {
  it('are not saved, and can be retried; others are saved', async () => {
    const { handle, products, parts, reports, lines, cancel, recordOf } = setUp();
    const [cancelled, other] = [pair(), submission([{ sku: 'C' }, { sku: 'D' }])];
    cancel(cancelled[0]!);

    const results = await handle([...toRecords(cancelled), ...toRecords(other)]);

    expect(results).toEqual(Array(4).fill('fulfilled'));
    expect([...products.keys()]).toEqual(['C', 'D'].map(productIdOfSku));
    const record = recordOf(cancelled[0]!);
    expect(record).toMatchObject({ cancelled: new Set([0, 1]), cancelledAt: NOW });
    expect(statusOfSubmission(record, new Date(NOW))).toBe('cancelled');
    expect([...parts.get(record.id)!.values()].flatMap(({ items }) => items)).toMatchObject([
      { index: 0, sku: 'A', outcome: 'cancelled', product: { sku: 'A', name: 'Teapot' } },
      { index: 1, sku: 'B', outcome: 'cancelled', product: { sku: 'B', name: 'Teapot' } },
    ]);
    expect(reports.get(record.id)?.report).toMatchObject({
      summary: { status: 'cancelled', counts: { cancelled: 2, saved: 0 } },
      issues: [{ code: 'CANCELLED' }, { code: 'CANCELLED' }],
    });
    expect(lines).toContainEqual(['cancelled', 0]);
  });

  it('are told in the record and under the product’s id where there is only one, and can be retried', async () => {
    const { handle, products, parts, reports, texts, cancel, recordOf } = setUp();
    const sent = message({ product: { sku: 'A' } });
    cancel(sent);

    expect(await handle(toRecords([sent]))).toEqual(['fulfilled']);
    expect(products.size).toBe(0);
    const record = recordOf(sent);
    expect(record).toMatchObject({
      cancelled: new Set([0]),
      result: { index: 0, outcome: 'cancelled', sku: 'A' },
      completedAt: NOW,
    });
    expect(record.result).not.toHaveProperty('product');
    expect([...parts.get(record.id)!.values()].flatMap(({ items }) => items)).toMatchObject([
      { outcome: 'cancelled', product: { sku: 'A', name: 'Teapot' } },
    ]);
    expect(texts.get(productIdOfSku('A'))).toContain('cancelled');
    expect(reports.size).toBe(0);
  });

  it('stay saved where an earlier delivery saved them, and died before it settled that', async () => {
    const { handle, products, cancel, recordOf } = setUp(failingOnce('settle', OUT));
    const sent = pair();
    const [first, second] = toRecords(sent);
    await handle([first!]);
    cancel(sent[0]!);

    await handle([first!, second!]);

    expect(recordOf(sent[0]!)).toMatchObject({ saved: new Set([0]), cancelled: new Set([1]) });
    expect(products.size).toBe(1);
  });

  it('end as cancelled where they have failed, and are redriven', async () => {
    const { handle, deadLetters, cancel, recordOf } = setUp(
      failingOnce('save', new PermanentError({ code: 'PRODUCT_TOO_LARGE', detail: 'x' })),
    );
    const sent = pair();
    await handle([sqsRecord(sent[0]!)]);
    const failed = recordOf(sent[0]!);
    cancel(sent[0]!);

    expect(await handle([deadLetters[0]!.record])).toEqual(['fulfilled']);
    expect(failed.failed).toEqual(new Set([0]));
    expect(statusOfSubmission(recordOf(sent[0]!), new Date(NOW))).toBe('processing');
    await handle([sqsRecord(sent[1]!)]);
    expect(statusOfSubmission(recordOf(sent[0]!), new Date(NOW))).toBe('cancelled');
    expect(deadLetters).toHaveLength(1);
  });

  it('end as cancelled where they waited for a missing product', async () => {
    const { handle, cancel, recordOf } = setUp(failingOnce('save', new MissingProductError(1000)));
    const sent = pair();
    const records = toRecords(sent);
    const first = await handle(records);
    cancel(sent[0]!);

    expect(first).toEqual(['rejected', 'fulfilled']);
    expect(await handle([records[0]!])).toEqual(['fulfilled']);
    expect(recordOf(sent[0]!)).toMatchObject({ saved: new Set([1]), cancelled: new Set([0]) });
  });

  it('return to the queue when the mark cannot be read, and are neither saved nor cancelled', async () => {
    const { handle, products, cancel, recordOf } = setUp(failingOnce('findCancelled', OUT));
    const sent = pair();
    cancel(sent[0]!);
    const before = recordOf(sent[0]!);

    expect(await handle(toRecords(sent))).toEqual(['rejected', 'rejected']);
    expect(products.size).toBe(0);
    expect(recordOf(sent[0]!)).toEqual(before);
  });

  it('are saved where there is no record of the submission', async () => {
    const { handle, products, records } = setUp();
    const sent = pair();

    await handle(toRecords(sent));

    expect([products.size, records.get(sent[0]!.submissionId)?.saved?.size]).toEqual([2, 2]);
  });

  it('are saved a hundred at most after the mark, in each invocation', async () => {
    let saves = 0;
    const { handle, products, steps, cancel, recordOf } = setUp((name, phase) => {
      saves += Number(name === 'save' && phase === 'before');
      if (saves === 7 && phase === 'before') {
        cancel(sent[0]!);
      }
    });
    const sent = submission(Array.from({ length: 200 }, (_, n) => ({ sku: `S-${n}` })));

    await handle(toRecords(sent));

    expect(products.size).toBe(SAVES_PER_READ);
    expect(steps.filter((name) => name === 'findCancelled')).toHaveLength(2);
    expect(recordOf(sent[0]!)).toMatchObject({
      saved: new Set(Array.from({ length: 100 }, (_, n) => n)),
      cancelled: new Set(Array.from({ length: 100 }, (_, n) => n + 100)),
    });
  });

  it('cost one read where they are handled alone', async () => {
    const { handle, steps } = setUp();

    await handle(toRecords(submission(Array.from({ length: 20 }, () => ({}))), 9));

    expect(steps.filter((name) => name === 'findCancelled')).toHaveLength(1);
    expect(steps.filter((name) => name === 'save')).toHaveLength(20);
  });
});

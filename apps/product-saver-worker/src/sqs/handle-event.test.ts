import { sqsRecord } from '@async-catalog/local-cloud/testing';
import {
  countsOf,
  MAX_FAILURE_DETAIL,
  newSubmissionId,
  productIdOf,
  Report,
} from '@async-catalog/product-schema';
import { ReportFormat } from '@async-catalog/report-builder';
import { describe, expect, it } from 'vitest';
import type { SQSRecord } from 'aws-lambda';
import { OutOfTimeError, PermanentError } from '../core/errors.ts';
import type { AtStep } from '../testing/faulty-ports.ts';
import { createMemoryPorts } from '../testing/memory-ports.ts';
import { buildRecord, message, submission } from '../testing/messages.ts';
import { createTestWorker } from '../testing/worker.ts';

const MAX_RECEIVE_COUNT = 5;

function setUp(atStep: AtStep = () => {}) {
  const { ports, ...memory } = createMemoryPorts();
  const worker = createTestWorker(ports, {
    atStep,
    maxReceiveCount: MAX_RECEIVE_COUNT,
    isTransient: (cause) => cause === OUTAGE,
    now: () => new Date('2026-01-31T09:31:00.000Z'),
    random: () => 0,
  });
  return {
    ...memory,
    ...worker,
    report: ({ submissionId }: { submissionId: string }) =>
      Report.parse(JSON.parse(memory.objects.get(`${submissionId}.json`) ?? '')),
  };
}

/** Fails the first call of one name, or the first `times`. */
function failing(failingName: string, error: unknown, times = 1): AtStep {
  let left = times;
  return (name, phase) => {
    if (name === failingName && phase === 'before' && left > 0) {
      left -= 1;
      throw error;
    }
  };
}

const OUTAGE = new Error('out');

describe('handleEvent', () => {
  it('saves a product, settles its submission, and writes the report, also under the product’s id', async () => {
    const { handle, records, report, objects, lines, parts } = setUp();
    const sent = message({ product: { sku: 'TEA-1' } });
    const received = sqsRecord(sent);

    expect(await handle([received])).toEqual(['fulfilled']);
    expect(records.get(sent.submissionId)).toMatchObject({
      saved: new Set([0]),
      settlements: 1,
      reportedSettlements: 1,
      completedAt: '2026-01-31T09:31:00.000Z',
    });
    expect(report(sent).summary).toMatchObject({ status: 'completed', durationMs: 60_000 });
    expect([...objects.keys()].sort()).toEqual(
      ReportFormat.options
        .map((format): string => `${sent.submissionId}.${format}`)
        .concat(productIdOf({ ...sent, sku: 'TEA-1' }))
        .sort(),
    );
    expect(parts.size).toBe(0);
    expect(lines).toEqual([
      ['created', 0],
      ['reportWritten', sent.submissionId],
    ]);
  });

  it('settles a submission once for all of its items in a batch', async () => {
    const { handle, records, parts, report } = setUp();
    const sent = submission([{ sku: 'A' }, { sku: 'B' }, { sku: 'C' }]);
    expect(await handle(sent.map((one) => sqsRecord(one)))).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    const { submissionId } = sent[0]!;
    expect(records.get(submissionId)).toMatchObject({ saved: new Set([0, 1, 2]), settlements: 1 });
    expect(parts.get(submissionId)?.size).toBe(1);
    expect(report({ submissionId }).items.map(({ sku, version }) => [sku, version])).toEqual([
      ['A', 1],
      ['B', 1],
      ['C', 1],
    ]);
  });

  it('reads no part for a report whose results it has all itself', async () => {
    const { handle, report } = setUp(failing('results', OUTAGE));
    const sent = submission([{ sku: 'A' }, { sku: 'B' }]);

    expect(await handle(sent.map((one) => sqsRecord(one)))).toEqual(['fulfilled', 'fulfilled']);
    expect(report(sent[0]!).items.map(({ sku }) => sku)).toEqual(['A', 'B']);
  });

  it('reports what intake refused beside what it saved', async () => {
    const { handle, records, rejected, report } = setUp();
    const sent = message({ index: 1, total: 2 });
    const refusal = {
      pointer: '/items/0/price',
      code: 'TOO_SMALL',
      detail: 'is negative; send 0 or more',
    } as const;
    records.set(sent.submissionId, { ...buildRecord(sent), rejected: 1 });
    rejected.set(sent.submissionId, [{ index: 0, errors: [refusal] }]);
    await handle([sqsRecord(sent)]);
    expect(report(sent)).toMatchObject({
      summary: { status: 'completed_with_errors', counts: { saved: 1, rejected: 1 } },
      issues: [refusal],
      items: [{ outcome: 'rejected' }, { outcome: 'saved' }],
    });
  });

  it('leaves a submission alone whose record expires before its report is marked', async () => {
    const sent = message();
    const { handle, records, lines } = setUp((name, phase) => {
      if (name === 'markReported' && phase === 'before') {
        records.delete(sent.submissionId);
      }
    });
    expect(await handle([sqsRecord(sent)])).toEqual(['fulfilled']);
    expect(lines.map(([event]) => event)).toEqual(['created']);
  });

  it('has nothing to do for an empty batch', async () => {
    const { handle, lines } = setUp();
    expect(await handle([])).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('returns only the record whose save failed', async () => {
    const { handle, lines, records, delayed } = setUp(failing('save', OUTAGE));
    const [bad, good] = [sqsRecord(message(), { receiveCount: 2 }), sqsRecord(message())];
    expect(await handle([bad, good])).toEqual(['rejected', 'fulfilled']);
    expect(lines).toContainEqual(['returnedToQueue', bad.messageId, OUTAGE]);
    expect(delayed).toEqual([{ record: bad, seconds: 20 }]);
    expect(records.size).toBe(1);
  });

  it('returns all records when every save fails', async () => {
    const { handle, records, delayed } = setUp(failing('save', OUTAGE, Infinity));
    expect(await handle(submission([{}, {}]).map((one) => sqsRecord(one)))).toEqual(['rejected', 'rejected']);
    expect(delayed).toHaveLength(2);
    expect(records.size).toBe(0);
  });

  it.each(['settle', 'putReport', 'putProductReport', 'markReported'])(
    'returns the records of one submission only, when its %s fails',
    async (name) => {
      const { handle, products, delayed } = setUp(failing(name, OUTAGE));
      const deliveries = [sqsRecord(message()), sqsRecord(message())];
      const results = await handle(deliveries);
      expect(results.toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(products.size).toBe(2);
      expect(delayed).toEqual([{ record: deliveries[results.indexOf('rejected')], seconds: 5 }]);
    },
  );

  it('saves once what is delivered twice in one batch', async () => {
    const { handle, products, records, lines } = setUp();
    const sent = message();
    expect(await handle([sqsRecord(sent), sqsRecord(sent)])).toEqual(['fulfilled', 'fulfilled']);
    expect([...products.values()]).toMatchObject([{ version: 1 }]);
    expect(records.get(sent.submissionId)).toMatchObject({ saved: new Set([0]), settlements: 1 });
    expect(lines.filter(([event]) => event === 'reportWritten')).toHaveLength(1);
  });

  it('saves once what is delivered again later', async () => {
    const { handle, products, records, lines } = setUp();
    const sent = message();
    await handle([sqsRecord(sent)]);
    expect(await handle([sqsRecord(sent, { receiveCount: 2 })])).toEqual(['fulfilled']);
    expect([...products.values()]).toMatchObject([{ version: 1 }]);
    expect(records.get(sent.submissionId)).toMatchObject({
      saved: new Set([0]),
      settlements: 2,
      reportedSettlements: 2,
    });
    expect(lines.map(([event]) => event)).toEqual(['created', 'reportWritten', 'repeated', 'reportWritten']);
  });

  it('keeps the newer of two updates, in whatever order they come', async () => {
    const { handle, products, report, objects } = setUp();
    const sku = 'TEA-1';
    const older = message({ acceptedAt: '2026-01-31T09:30:00.000Z', product: { sku, price: 1 } });
    const newer = message({ acceptedAt: '2026-01-31T09:30:00.001Z', product: { sku, price: 2 } });
    await handle([sqsRecord(newer)]);
    const newest = objects.get(productIdOf({ ...newer, sku }));
    await handle([sqsRecord(older)]);
    expect([...products.values()]).toMatchObject([{ version: 1, item: { product: { price: 2 } } }]);
    expect(report(newer).items).toMatchObject([{ outcome: 'saved', version: 1 }]);
    expect(report(older).items).toMatchObject([{ outcome: 'superseded' }]);
    expect(objects.get(productIdOf({ ...newer, sku }))).toBe(newest);
  });

  describe('with a message that can’t be read', () => {
    const item = message();
    const unreadable = sqsRecord(JSON.stringify({ ...item, version: 2 }), {
      messageAttributes: { trace: { dataType: 'String', stringValue: 'x' } },
    });

    it('settles the item as failed, copies the message to the dead-letter queue, and acknowledges it', async () => {
      const order: string[] = [];
      const { handle, records, deadLetters, parts, delayed, lines } = setUp((name, phase) => {
        if (phase === 'after') {
          order.push(name);
        }
      });
      records.set(item.submissionId, buildRecord(item));
      expect(await handle([unreadable])).toEqual(['fulfilled']);
      expect(records.get(item.submissionId)).toMatchObject({ failed: new Set([0]) });
      expect(deadLetters).toMatchObject([
        { record: unreadable, failure: { code: 'MESSAGE_VERSION_UNKNOWN' } },
      ]);
      expect(order.filter((name) => ['putPart', 'settle', 'put'].includes(name))).toEqual([
        'putPart',
        'settle',
        'put',
      ]);
      // It may not be what the caller submitted, so a retry must not submit it.
      expect([...(parts.get(item.submissionId)?.values() ?? [])].flatMap(({ items }) => items)).toEqual([
        {
          index: 0,
          outcome: 'failed',
          error: expect.objectContaining({ code: 'MESSAGE_VERSION_UNKNOWN' }) as unknown,
        },
      ]);
      expect(lines).toContainEqual(['failed', unreadable.messageId, 'MESSAGE_VERSION_UNKNOWN']);
      expect(delayed).toEqual([]);
    });

    it('returns it to the queue when it can’t be settled, or can’t be copied', async () => {
      for (const name of ['settle', 'put']) {
        const { handle, records, deadLetters } = setUp(failing(name, OUTAGE));
        records.set(item.submissionId, buildRecord(item));
        expect(await handle([unreadable])).toEqual(['rejected']);
        expect(deadLetters).toEqual([]);
        expect(await handle([unreadable])).toEqual(['fulfilled']);
        expect(deadLetters).toHaveLength(1);
      }
    });

    it('saves its neighbours, of other submissions and of the same', async () => {
      const { handle, records, report } = setUp();
      const [first, second] = submission([{}, {}]) as [typeof item, typeof item];
      const bad = sqsRecord(JSON.stringify({ ...second, product: 'Teapot' }));
      expect(await handle([sqsRecord(first), bad, sqsRecord(message())])).toEqual([
        'fulfilled',
        'fulfilled',
        'fulfilled',
      ]);
      expect(records.get(first.submissionId)).toMatchObject({
        saved: new Set([0]),
        failed: new Set([1]),
        settlements: 2,
        reportedSettlements: 2,
      });
      expect(report(first).issues).toMatchObject([{ index: 1, code: 'MESSAGE_SHAPE_UNKNOWN' }]);
    });

    it('settles no item that the submission doesn’t have', async () => {
      const { handle, records, deadLetters } = setUp();
      const stray = sqsRecord(JSON.stringify({ version: 2, submissionId: item.submissionId, index: 1 }));
      expect(await handle([stray, sqsRecord(item)])).toEqual(['fulfilled', 'fulfilled']);
      expect(records.get(item.submissionId)).toMatchObject({ saved: new Set([0]), failed: new Set() });
      expect(deadLetters).toHaveLength(1);
    });

    it('settles one beside another with a number that no item has', async () => {
      const { handle, records } = setUp();
      records.set(item.submissionId, buildRecord(item));
      const beyond = sqsRecord(JSON.stringify({ version: 2, submissionId: item.submissionId, index: 1 }));
      expect(await handle([beyond, unreadable])).toEqual(['fulfilled', 'fulfilled']);
      expect(records.get(item.submissionId)).toMatchObject({ failed: new Set([0]) });
    });

    it('settles nothing for an unknown submission, and reports it', async () => {
      const { handle, records, deadLetters, lines } = setUp();
      const submissionId = newSubmissionId();
      const stray = sqsRecord(JSON.stringify({ version: 2, submissionId, index: 0 }));
      expect(await handle([stray, sqsRecord('{')])).toEqual(['fulfilled', 'fulfilled']);
      expect(records.size).toBe(0);
      expect(deadLetters).toHaveLength(2);
      expect(lines).toContainEqual(['submissionUnknown', submissionId]);
    });
  });

  describe('with a message that contradicts its submission', () => {
    const genuine = submission([{ sku: 'A' }, { sku: 'B' }]);
    const { submissionId } = genuine[0]!;
    const SECRET = { sku: 'X', name: 'Foreign' };

    it.each([
      ['total', message({ submissionId, index: 500, total: 1000, product: SECRET })],
      ['total', message({ submissionId, index: 0, total: 1, product: SECRET })],
      ['caller', message({ submissionId, index: 0, total: 2, caller: 'thief', product: SECRET })],
    ])('settles the genuine items beside one of another %s, which it dead-letters', async (_, foreign) => {
      for (const order of [(all: SQSRecord[]) => all, (all: SQSRecord[]) => all.toReversed()]) {
        const { handle, records, report, deadLetters, parts, objects } = setUp();
        records.set(submissionId, buildRecord(genuine[0]!));
        const batch = [...genuine, foreign].map((one) => sqsRecord(one));

        expect(await handle(order(batch))).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
        expect(records.get(submissionId)).toMatchObject({ saved: new Set([0, 1]), settlements: 1 });
        expect(report({ submissionId })).toMatchObject({
          summary: { status: 'completed' },
          items: [{ sku: 'A' }, { sku: 'B' }],
        });
        expect(deadLetters).toMatchObject([{ record: batch[2], failure: { code: 'SUBMISSION_MISMATCH' } }]);
        expect(
          JSON.stringify([...(parts.get(submissionId)?.values() ?? []), ...objects.values()]),
        ).not.toContain('"X"');
      }
    });

    it('changes nothing of that submission, and keeps nothing for a retry, when it comes alone and fails', async () => {
      const { handle, records, deadLetters, parts, lines } = setUp(
        failing('save', new PermanentError({ code: 'PRODUCT_TOO_LARGE', detail: 'too large' })),
      );
      const before = buildRecord(genuine[0]!);
      records.set(submissionId, before);
      const foreign = sqsRecord(message({ submissionId, index: 500, total: 1000, product: SECRET }));

      expect(await handle([foreign])).toEqual(['fulfilled']);
      expect(records.get(submissionId)).toEqual(before);
      expect(deadLetters).toMatchObject([{ record: foreign, failure: { code: 'SUBMISSION_MISMATCH' } }]);
      expect(lines).toContainEqual(['failed', foreign.messageId, 'SUBMISSION_MISMATCH']);
      expect([...(parts.get(submissionId)?.values() ?? [])]).toEqual([{ items: [] }]);
    });

    it('returns it to the queue while its part can’t be emptied', async () => {
      let puts = 0;
      const { handle, records, deadLetters } = setUp((name, phase) => {
        if (name === 'putPart' && phase === 'before' && (puts += 1) === 2) {
          throw OUTAGE;
        }
      });
      records.set(submissionId, buildRecord(genuine[0]!));

      expect(await handle([sqsRecord(message({ submissionId, total: 9 }))])).toEqual(['rejected']);
      expect(deadLetters).toEqual([]);
    });
  });

  it.each([
    ['can’t', { version: 2 as 1 }],
    ['can', {}],
  ])(
    'settles no accepted item for a message that names a rejected one, and %s be read',
    async (_, changes) => {
      const { handle, records } = setUp();
      const rejectedItem = message({ index: 1, total: 2 });
      records.set(rejectedItem.submissionId, {
        ...buildRecord(rejectedItem),
        rejected: 1,
        rejectedIndexes: new Set([1]),
      });

      expect(await handle([sqsRecord({ ...rejectedItem, ...changes })])).toEqual(['fulfilled']);
      const record = records.get(rejectedItem.submissionId)!;
      expect(countsOf(record)).toMatchObject({ saved: 0, failed: 0, rejected: 1, pending: 1 });
      expect(record).not.toHaveProperty('completedAt');
    },
  );

  it('lets no message from the future block later updates', async () => {
    const { handle, products, deadLetters } = setUp();
    const sku = 'TEA-1';
    const ahead = message({ acceptedAt: '9998-12-31T00:00:00.000Z', product: { sku } });

    expect(await handle([sqsRecord(ahead)])).toEqual(['fulfilled']);
    expect(deadLetters).toMatchObject([{ failure: { code: 'MESSAGE_FROM_THE_FUTURE' } }]);
    await handle([sqsRecord(message({ product: { sku, price: 2 } }))]);
    expect([...products.values()]).toMatchObject([{ version: 1, item: { product: { price: 2 } } }]);
  });

  it('settles a product that can never be saved as failed, and dead-letters it at once', async () => {
    const failure = { code: 'PRODUCT_TOO_LARGE', detail: 'too large '.repeat(30) } as const;
    const { handle, records, deadLetters, report, parts } = setUp(
      failing('save', new PermanentError(failure)),
    );
    const sent = message();
    expect(await handle([sqsRecord(sent)])).toEqual(['fulfilled']);
    expect(records.get(sent.submissionId)).toMatchObject({
      failed: new Set([0]),
      failures: { 0: { code: failure.code, detail: failure.detail.slice(0, MAX_FAILURE_DETAIL) } },
    });
    expect(deadLetters).toMatchObject([{ failure }]);
    expect(report(sent)).toMatchObject({ summary: { status: 'failed' }, issues: [failure] });
    expect([...(parts.get(sent.submissionId)?.values() ?? [])]).toMatchObject([
      { items: [{ product: sent.product }] },
    ]);
  });

  describe('on the last delivery', () => {
    const sent = message();
    const last = sqsRecord(sent, { receiveCount: MAX_RECEIVE_COUNT });

    it('settles a failing record as failed, and returns it for the queue to dead-letter now', async () => {
      const { handle, records, report, deadLetters, delayed, lines } = setUp(failing('save', OUTAGE));
      expect(await handle([last])).toEqual(['rejected']);
      expect(records.get(sent.submissionId)).toMatchObject({ failed: new Set([0]) });
      expect(report(sent)).toMatchObject({
        summary: { status: 'failed' },
        issues: [{ code: 'RETRIES_EXHAUSTED' }],
      });
      expect(report(sent).issues[0]?.detail.length).toBeLessThanOrEqual(MAX_FAILURE_DETAIL);
      expect(deadLetters).toEqual([]);
      expect(delayed).toEqual([{ record: last, seconds: 0 }]);
      expect(lines).toContainEqual(['failed', last.messageId, 'RETRIES_EXHAUSTED']);
    });

    it('is the one whose count is the queue’s limit, not the one before', async () => {
      const { handle, records, delayed } = setUp(failing('save', OUTAGE));
      await handle([sqsRecord(sent, { receiveCount: MAX_RECEIVE_COUNT - 1 })]);
      expect(records.size).toBe(0);
      expect(delayed).toMatchObject([{ seconds: 320 }]);
    });

    it('requeues a record and acknowledges the old message when an outage keeps it from being settled', async () => {
      const { handle, records, requeued, delayed, lines } = setUp((name, phase) => {
        if (phase === 'before' && !['requeue', 'delayRetry'].includes(name)) {
          throw OUTAGE;
        }
      });
      expect(await handle([last])).toEqual(['fulfilled']);
      expect(records.size).toBe(0);
      expect(requeued).toEqual([last]);
      expect(delayed).toEqual([]);
      expect(lines).toEqual([['requeued', last.messageId, OUTAGE]]);
    });

    it('requeues a record that is saved and settled when its report can’t be written', async () => {
      const { handle, records, requeued } = setUp(failing('putReport', OUTAGE, 3));
      expect(await handle([last])).toEqual(['fulfilled']);
      expect(records.get(sent.submissionId)).toMatchObject({ saved: new Set([0]) });
      expect(requeued).toEqual([last]);
    });

    it.each([
      [99, 'fulfilled', 'requeued once more'],
      [100, 'rejected', 'left to the dead-letter queue'],
    ])('of a record that was requeued %i times is %s: %s', async (times, status) => {
      const messageAttributes = {
        sentAgain: { dataType: 'Number' as const, stringValue: String(times) },
      };
      const { handle } = setUp(failing('settle', OUTAGE));
      expect(await handle([{ ...last, messageAttributes }])).toEqual([status]);
    });

    it('returns a record that can’t be requeued either', async () => {
      const { handle, requeued } = setUp((_, phase) => {
        if (phase === 'before') {
          throw OUTAGE;
        }
      });
      expect(await handle([last])).toEqual(['rejected']);
      expect(requeued).toEqual([]);
    });

    it('returns a record for the dead-letter queue when the cause is not transient', async () => {
      const { handle, requeued } = setUp(failing('settle', new Error('no permission')));
      expect(await handle([last])).toEqual(['rejected']);
      expect(requeued).toEqual([]);
    });

    it('acknowledges a record that an earlier delivery saved before it was cut off', async () => {
      let out = 'putReport';
      const { handle, report, deadLetters, lines } = setUp((name, phase) => {
        if (name === out && phase === 'before') {
          throw OUTAGE;
        }
      });
      expect(await handle([sqsRecord(sent)])).toEqual(['rejected']);
      out = 'save';
      expect(await handle([last])).toEqual(['fulfilled']);
      expect(report(sent)).toMatchObject({ summary: { status: 'completed' }, issues: [] });
      expect(deadLetters).toEqual([]);
      expect(lines.map(([event]) => event)).not.toContain('failed');
    });

    it('settles as failed what a redrive turns to saved, and the report with it', async () => {
      const { handle, records, report } = setUp(failing('save', OUTAGE));
      await handle([last]);
      expect(report(sent).summary.status).toBe('failed');
      expect(await handle([sqsRecord(sent)])).toEqual(['fulfilled']);
      expect(records.get(sent.submissionId)).toMatchObject({ failed: new Set([0]), saved: new Set([0]) });
      expect(report(sent)).toMatchObject({ summary: { status: 'completed' }, issues: [] });
    });
  });

  describe('short of time', () => {
    it('returns records that it has not begun to save', async () => {
      const { handle, lines, records } = setUp();
      const received = sqsRecord(message());
      const remaining = [60_000, 30_000];
      expect(await handle([received], () => remaining.shift() ?? 30_000)).toEqual(['rejected']);
      expect(lines).toEqual([['returnedToQueue', received.messageId, expect.any(OutOfTimeError)]]);
      expect(records.size).toBe(0);
    });

    it('returns records that it has not begun to settle', async () => {
      const { handle, products, records } = setUp();
      const remaining = [60_000, 60_000];
      expect(await handle([sqsRecord(message())], () => remaining.shift() ?? 12_000)).toEqual(['rejected']);
      expect(products.size).toBe(1);
      expect(records.size).toBe(0);
    });
  });

  it('reports records that could not be delayed, and returns them all the same', async () => {
    const undelayed = new Error('no such receipt');
    const { handle, lines } = setUp((name, phase) => {
      if (phase === 'before' && (name === 'save' || name === 'delayRetry')) {
        throw name === 'delayRetry' ? undelayed : OUTAGE;
      }
    });
    expect(await handle([sqsRecord(message())])).toEqual(['rejected']);
    expect(lines).toContainEqual(['delayFailed', undelayed]);
  });
});

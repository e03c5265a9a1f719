import { randomUUID } from 'node:crypto';
import { sqsRecord } from '@async-catalog/local-cloud/testing';
import { countsOf, newSubmissionId, productIdOf, type SubmissionId } from '@async-catalog/product-schema';
import { buildReport } from '@async-catalog/report-builder';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SQSRecord } from 'aws-lambda';
import type { Deadlines } from '../core/deadlines.ts';
import { MissingProductError, OutOfTimeError, PermanentError, RefusedError } from '../core/errors.ts';
import { StaleReportError } from '../core/report/write-report.ts';
import type { AtStep } from '../testing/faulty-ports.ts';
import { createMemoryPorts } from '../testing/memory-ports.ts';
import { buildRecord, message, submission } from '../testing/messages.ts';
import { signal } from '../testing/signal.ts';
import { createTestWorker } from '../testing/worker.ts';

const MAX_RECEIVE_COUNT = 100;
const NOW = new Date('2026-01-31T09:31:00.000Z');
const HOUR_MS = 60 * 60 * 1000;

function setUp(atStep: AtStep = () => {}) {
  const { ports, ...memory } = createMemoryPorts();
  const worker = createTestWorker(ports, {
    atStep,
    maxReceiveCount: MAX_RECEIVE_COUNT,
    now: () => NOW,
    random: () => 0,
  });
  return {
    ...memory,
    ...worker,
    /** Builds the report as a reader does: from the object, if it is up to date, else from the facts. */
    report: ({ submissionId }: { submissionId: SubmissionId }) => {
      const record = memory.records.get(submissionId)!;
      const written = memory.reports.get(submissionId);
      const parts = [...(memory.parts.get(submissionId)?.values() ?? [])];
      return written?.settlements === record.settlements
        ? written.report
        : buildReport({
            record,
            results: [...(record.result ? [record.result] : []), ...parts.flatMap(({ items }) => items)],
            rejected: [],
            completedAt: record.completedAt ?? record.settledAt!,
          });
    },
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

const firstReceivedAgo = (ms: number) => ({
  ApproximateFirstReceiveTimestamp: String(NOW.getTime() - ms),
});

const DEADLINES = ['save', 'settle', 'report', 'deadLetter', 'delay'] as const satisfies (keyof Deadlines)[];

/** Lets one deadline of the next invocation pass at once, and no other. */
function expire(passed: keyof Deadlines): void {
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  onTestFinished(() => timeout.mockRestore());
  for (const deadline of DEADLINES) {
    timeout.mockReturnValueOnce(deadline === passed ? AbortSignal.abort() : signal);
  }
}

describe('handleEvent', () => {
  it('reads whether a product is cancelled, saves it, writes its report under its id, then settles it, with the result in the record', async () => {
    const order: string[] = [];
    const { handle, records, report, reports, texts, lines, parts } = setUp((name, phase) => {
      if (phase === 'after') {
        order.push(name);
      }
    });
    const sent = message({ product: { sku: 'TEA-1' } });
    const productId = productIdOf({ ...sent, sku: 'TEA-1' });

    expect(await handle([sqsRecord(sent)])).toEqual(['fulfilled']);
    expect(order).toEqual(['findCancelled', 'save', 'putProductReport', 'settle']);
    expect(records.get(sent.submissionId)).toMatchObject({
      saved: new Set([0]),
      settlements: 1,
      completedAt: '2026-01-31T09:31:00.000Z',
      result: { productId, outcome: 'saved', version: 1 },
    });
    expect(report(sent).summary).toMatchObject({ status: 'completed', durationMs: 60_000 });
    expect(texts.get(productId)).toContain(`${sent.submissionId}: completed`);
    expect([parts.size, reports.size]).toEqual([0, 0]);
    expect(lines).toEqual([['created', 0]]);
  });

  it('saves and settles every submission of a batch before it writes a report', async () => {
    const order: string[] = [];
    const { handle } = setUp((name, phase) => {
      if (phase === 'before' && ['save', 'settle', 'putReport'].includes(name)) {
        order.push(name);
      }
    });
    await handle([...submission([{}, {}]), ...submission([{}, {}])].map((one) => sqsRecord(one)));
    expect(order).toEqual(['save', 'save', 'save', 'save', 'settle', 'settle', 'putReport', 'putReport']);
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

  it('reports prices in the decimals of their currency, and lines, as the messages have them', async () => {
    const { handle, report } = setUp();
    const sent = submission([
      { price: 1.255, currency: 'KWD' },
      { price: 1999, currency: 'JPY' },
    ]).map((one) => ({ ...one, line: 2 * one.index + 1 }));

    await handle(sent.map((one) => sqsRecord(one)));

    expect(report(sent[0]!)).toMatchObject({
      header: { schemaVersion: 2 },
      items: [
        { line: 1, currency: 'KWD', digits: 3, priceInMinorUnits: 1255 },
        { line: 3, currency: 'JPY', digits: 0, priceInMinorUnits: 1999 },
      ],
    });
  });

  it('reports the change of an item that is delivered again before its submission is complete', async () => {
    const { ports, reports } = createMemoryPorts();
    let now = NOW.getTime();
    const { handle } = createTestWorker(ports, { now: () => new Date((now += 1)) });
    const sent = submission([{ sku: 'A' }, { sku: 'B' }]);
    const [first, second] = sent.map((one) => sqsRecord(one));

    await handle([first!]);
    await handle([first!]);
    await handle([second!]);

    expect(reports.get(sent[0]!.submissionId)?.report).toMatchObject({
      summary: { changes: { created: 2 } },
      items: [{ change: 'created' }, { change: 'created' }],
    });
  });

  it('reports a file of 1,000 rows that is put again with ten other prices', async () => {
    const { handle, report } = setUp();
    const rows = Array.from({ length: 1000 }, (_, n) => ({
      sku: `ROW-${n}`,
      price: 100 + n,
      currency: n % 2 === 0 ? 'EUR' : 'JPY',
      brand: 'Alps',
    }));
    const put = async (products: typeof rows, acceptedAt: string) => {
      const sent = submission(products, { acceptedAt });
      for (let start = 0; start < sent.length; start += 100) {
        await handle(sent.slice(start, start + 100).map((one) => sqsRecord(one)));
      }
      return report(sent[0]!);
    };

    const first = await put(rows, '2026-01-31T09:29:00.000Z');
    const repriced = rows.map((row, n) =>
      n < 495 || n > 504 ? row : { ...row, price: row.price + (row.currency === 'EUR' ? 1.25 : -3) },
    );
    const second = await put(repriced, '2026-01-31T09:30:00.000Z');

    expect(first.summary).toMatchObject({
      changes: { created: 1000, updated: 0, unchanged: 0, deleted: 0 },
      priceChanges: [],
    });
    expect(second.summary).toMatchObject({
      status: 'completed',
      counts: { saved: 1000 },
      changes: { created: 0, updated: 10, unchanged: 990, deleted: 0 },
      priceChanges: [
        { currency: 'EUR', products: 5, digits: 2, differenceInMinorUnits: 625 },
        { currency: 'JPY', products: 5, digits: 0, differenceInMinorUnits: -15 },
      ],
    });
    expect(second.issues).toEqual([]);
    expect(second.items.slice(500, 506)).toMatchObject([
      {
        op: 'put',
        change: 'updated',
        changedFields: ['price'],
        version: 2,
        priceInMinorUnits: 60_125,
        priceBefore: { currency: 'EUR', digits: 2, priceInMinorUnits: 60_000 },
      },
      { change: 'updated' },
      { change: 'updated' },
      { change: 'updated' },
      { change: 'updated' },
      { change: 'unchanged', version: 2 },
    ]);
  });

  it('settles an item as failed that is refused for what the product is, and dead-letters nothing', async () => {
    const failure = { code: 'VERSION_CONFLICT', detail: 'is for another version' } as const;
    const { handle, records, parts, deadLetters, lines } = setUp(failing('save', new RefusedError(failure)));
    const sent = message();

    expect(await handle([sqsRecord(sent)])).toEqual(['fulfilled']);
    expect(records.get(sent.submissionId)).toMatchObject({
      failed: new Set([0]),
      result: { op: 'put', outcome: 'failed', error: { ...failure, pointer: '' } },
    });
    expect([...(parts.get(sent.submissionId)?.values() ?? [])]).toMatchObject([
      { items: [{ product: sent.product }] },
    ]);
    expect(deadLetters).toEqual([]);
    expect(lines).toEqual([['refused', 0, 'VERSION_CONFLICT']]);
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

  it.each(['settle', 'putProductReport'])(
    'returns the record of one submission only, when its %s fails',
    async (name) => {
      const { handle, products, delayed } = setUp(failing(name, OUTAGE));
      const deliveries = [sqsRecord(message()), sqsRecord(message())];
      const results = await handle(deliveries);
      expect(results.toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(products.size).toBe(2);
      expect(delayed).toEqual([{ record: deliveries[results.indexOf('rejected')], seconds: 5 }]);
    },
  );

  it.each(['putReport', 'markReported', 'rejectedItems'])(
    'returns the last record of a complete submission alone when %s fails, and its next delivery writes the report',
    async (name) => {
      const { handle, records, rejected, reports, delayed, lines } = setUp(failing(name, OUTAGE));
      const sent = submission([{}, {}], { total: 3 });
      const { submissionId } = sent[0]!;
      records.set(submissionId, { ...buildRecord(sent[0]!), rejected: 1, rejectedIndexes: new Set([2]) });
      rejected.set(submissionId, [{ index: 2, errors: [{ pointer: '', code: 'TOO_SMALL', detail: 'x' }] }]);
      const batch = [...sent, message()].map((one) => sqsRecord(one));
      expect(await handle(batch)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(delayed).toEqual([{ record: batch[1], seconds: 5 }]);
      expect(lines).toContainEqual(['reportFailed', submissionId, OUTAGE]);
      expect(await handle([batch[1]!])).toEqual(['fulfilled']);
      expect(reports.get(submissionId)?.settlements).toBe(records.get(submissionId)?.settlements);
      expect(records.get(submissionId)).toMatchObject({ settlements: 2, reportedSettlements: 2 });
    },
  );

  it('returns a record whose report another settlement made stale', async () => {
    const sent = submission([{}, {}]);
    const { submissionId } = sent[0]!;
    const { handle, records, lines } = setUp((name, phase) => {
      if (name === 'putReport' && phase === 'after') {
        const record = records.get(submissionId)!;
        records.set(submissionId, { ...record, settlements: record.settlements + 1 });
      }
    });
    expect(await handle(sent.map((one) => sqsRecord(one)))).toEqual(['fulfilled', 'rejected']);
    expect(lines).toContainEqual(['reportFailed', submissionId, expect.any(StaleReportError)]);
    expect(records.get(submissionId)).not.toHaveProperty('reportedSettlements');
  });

  it('handles a message of several receives last and alone, so that one which kills it hurts no other', async () => {
    const order: string[] = [];
    const innocent = [message({ product: { sku: 'A' } }), message({ product: { sku: 'B' } })] as const;
    const poison = message({ product: { sku: 'POISON' } });
    const dead = Promise.withResolvers<undefined>();
    let saves = 0;
    const { handle, records } = setUp(async (name, phase) => {
      order.push(`${name} ${phase}`);
      if (name === 'save' && phase === 'before' && (saves += 1) === 3) {
        dead.resolve(undefined);
        await new Promise(() => {});
      }
    });
    await Promise.race([
      handle([
        sqsRecord(poison, { receiveCount: 7 }),
        sqsRecord(innocent[0], { receiveCount: 6 }),
        sqsRecord(innocent[1]),
      ]),
      dead.promise,
    ]);
    for (const { submissionId } of innocent) {
      expect(records.get(submissionId)).toMatchObject({ saved: new Set([0]) });
    }
    expect(records.has(poison.submissionId)).toBe(false);
  });

  it('acknowledges a message that is handled alone once it is settled, so that a kill brings back only the rest', async () => {
    const often = submission([{}, {}, {}], { total: 5 }).map((one) => sqsRecord(one, { receiveCount: 6 }));
    const together = sqsRecord(message());
    const dead = Promise.withResolvers<undefined>();
    let saves = 0;
    const { handle, acknowledged } = setUp(async (name, phase) => {
      if (name === 'save' && phase === 'before' && (saves += 1) === 4) {
        dead.resolve(undefined);
        await new Promise(() => {});
      }
    });
    await Promise.race([handle([...often, together]), dead.promise]);
    expect(acknowledged).toEqual([often[0]!.messageId, often[1]!.messageId]);
  });

  it('keeps the last message of a complete submission until its report is written, also if all were settled before', async () => {
    const { handle, acknowledged, reports } = setUp(failing('putReport', OUTAGE, 2));
    const often = submission([{}, {}, {}]).map((one) => sqsRecord(one, { receiveCount: 6 }));

    expect(await handle(often)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(acknowledged.splice(0)).toEqual([often[0]!.messageId, often[1]!.messageId]);
    expect(await handle(often)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(acknowledged.splice(0)).toEqual([often[0]!.messageId, often[1]!.messageId]);
    expect(await handle([often[2]!])).toEqual(['fulfilled']);
    expect([acknowledged, reports.size]).toEqual([[], 1]);
  });

  it('writes the report of a complete submission whose messages are all handled alone again', async () => {
    const { handle, records, reports } = setUp();
    const sent = submission([{}, {}, {}]);
    const often = sent.map((one) => sqsRecord(one, { receiveCount: 6 }));
    await handle(often);

    expect(await handle(often)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    const record = records.get(sent[0]!.submissionId);
    expect(record?.reportedSettlements).toBe(record?.settlements);
    expect(reports.get(sent[0]!.submissionId)?.settlements).toBe(record?.settlements);
  });

  it('names a message that was received often, and its item, before it begins with anything', async () => {
    const dead = new Error('killed');
    const { handle, lines } = setUp(() => {
      throw dead;
    });
    const sent = message({ index: 2, total: 3 });
    const [often, few] = [sqsRecord(sent, { receiveCount: 6 }), sqsRecord(message(), { receiveCount: 5 })];

    await handle([few, often]);

    expect(lines[0]).toEqual(['receivedOften', often.messageId, 6, sent.submissionId, 2]);
    expect(lines.filter(([name]) => name === 'receivedOften')).toHaveLength(1);
  });

  it.each([
    ['is no JSON', '{"submissionId":', {}],
    ['is JSON of brackets alone', '['.repeat(500_000) + ']'.repeat(500_000), {}],
    ['has a wrong product', undefined, { product: 7 }],
  ])('names a message that was received often and %s', async (_, body, wrong) => {
    const { handle, lines } = setUp();
    const sent = message();
    const often = sqsRecord(body ?? { ...sent, ...wrong }, { receiveCount: 6 });

    await handle([often]);

    const named = body === undefined ? [sent.submissionId, 0] : [undefined, undefined];
    expect(lines[0]).toEqual(['receivedOften', often.messageId, 6, ...named]);
  });

  it('acknowledges a message with its batch when it cannot be before', async () => {
    const { handle, acknowledged, lines } = setUp(failing('acknowledge', OUTAGE));
    const often = sqsRecord(message(), { receiveCount: 6 });
    expect(await handle([often])).toEqual(['fulfilled']);
    expect(acknowledged).toEqual([]);
    expect(lines).toContainEqual(['acknowledgeFailed', often.messageId, OUTAGE]);
  });

  it('leaves no more parts the longer settling fails, so that readers can still read them all', async () => {
    let isOut = true;
    const { handle, parts, records } = setUp((name, phase) => {
      if (isOut && name === 'settle' && phase === 'before') {
        throw OUTAGE;
      }
    });
    const sent = submission(Array.from({ length: 10 }, () => ({})));
    const ids = sent.map(() => ({ messageId: randomUUID(), attributes: firstReceivedAgo(HOUR_MS) }));
    const deliver = (receiveCount: number) =>
      handle(sent.map((one, n) => sqsRecord(one, { ...ids[n], receiveCount })));
    for (let receiveCount = 1; receiveCount <= 30; receiveCount += 1) {
      await deliver(receiveCount);
    }
    isOut = false;
    await deliver(31);

    const { submissionId } = sent[0]!;
    expect(records.get(submissionId)?.saved?.size).toBe(10);
    // Five for the deliveries of all together, then one for each message.
    expect(parts.get(submissionId)?.size).toBeLessThanOrEqual(5 + 10);
  });

  it('lets a message that kills its worker hurt no other that was received as often', async () => {
    const sent = [
      message({ product: { sku: 'POISON' } }),
      ...Array.from({ length: 5 }, () => message()),
    ] as const;
    const { ports, ...memory } = createMemoryPorts();
    for (let receiveCount = 4; receiveCount < MAX_RECEIVE_COUNT; receiveCount += 1) {
      const dead = Promise.withResolvers<undefined>();
      const { handle } = createTestWorker(
        {
          ...ports,
          products: {
            ...ports.products,
            save: (item, aborted) => {
              if (item.op === 'put' && item.product.sku === 'POISON') {
                dead.resolve(undefined);
                return new Promise(() => {});
              }
              return ports.products.save(item, aborted);
            },
          },
        },
        { maxReceiveCount: MAX_RECEIVE_COUNT, now: () => NOW },
      );
      // Messages that became visible together are received together, and may come in one order.
      await Promise.race([handle(sent.map((one) => sqsRecord(one, { receiveCount }))), dead.promise]);
    }

    expect(memory.records.size).toBe(5);
  });

  it('saves once what is delivered twice in one batch', async () => {
    const { handle, products, records, lines } = setUp();
    const sent = message();
    expect(await handle([sqsRecord(sent), sqsRecord(sent)])).toEqual(['fulfilled', 'fulfilled']);
    expect([...products.values()]).toMatchObject([{ version: 1 }]);
    expect(records.get(sent.submissionId)).toMatchObject({ saved: new Set([0]), settlements: 1 });
    expect(lines).toEqual([['created', 0]]);
  });

  it('saves once what is delivered again later', async () => {
    const { handle, products, records, lines } = setUp();
    const sent = message();
    await handle([sqsRecord(sent)]);
    expect(await handle([sqsRecord(sent, { receiveCount: 2 })])).toEqual(['fulfilled']);
    expect([...products.values()]).toMatchObject([{ version: 1 }]);
    expect(records.get(sent.submissionId)).toMatchObject({ saved: new Set([0]), settlements: 2 });
    expect(lines.map(([event]) => event)).toEqual(['created', 'repeated']);
  });

  it('writes the time of the first completion into the report of a product that is delivered again', async () => {
    const { ports, ...memory } = createMemoryPorts();
    let now = NOW;
    const { handle } = createTestWorker(ports, { now: () => now });
    const sent = message();
    await handle([sqsRecord(sent)]);
    const [first] = memory.texts.values();
    now = new Date(NOW.getTime() + HOUR_MS);
    await handle([sqsRecord(sent, { receiveCount: 2 })]);
    expect([...memory.texts.values()]).toEqual([first]);
  });

  it('keeps the newer of two updates, in whatever order they come', async () => {
    const { handle, products, report, texts } = setUp();
    const sku = 'TEA-1';
    const older = message({ acceptedAt: '2026-01-31T09:30:00.000Z', product: { sku, price: 1 } });
    const newer = message({ acceptedAt: '2026-01-31T09:30:00.001Z', product: { sku, price: 2 } });
    await handle([sqsRecord(newer)]);
    const newest = texts.get(productIdOf({ ...newer, sku }));
    await handle([sqsRecord(older)]);
    expect([...products.values()]).toMatchObject([{ version: 1, item: { product: { price: 2 } } }]);
    expect(report(newer).items).toMatchObject([{ outcome: 'saved', version: 1 }]);
    expect(report(older).items).toMatchObject([{ outcome: 'superseded' }]);
    expect(texts.get(productIdOf({ ...newer, sku }))).toBe(newest);
  });

  describe('with a message that can’t be read', () => {
    const item = message();
    const unreadable = sqsRecord(JSON.stringify({ ...item, version: 3 }), {
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
      const stray = sqsRecord(JSON.stringify({ version: 3, submissionId: item.submissionId, index: 1 }));
      expect(await handle([stray, sqsRecord(item)])).toEqual(['fulfilled', 'fulfilled']);
      expect(records.get(item.submissionId)).toMatchObject({ saved: new Set([0]), failed: new Set() });
      expect(deadLetters).toHaveLength(1);
    });

    it('settles one beside another with a number that no item has', async () => {
      const { handle, records } = setUp();
      records.set(item.submissionId, buildRecord(item));
      const beyond = sqsRecord(JSON.stringify({ version: 3, submissionId: item.submissionId, index: 1 }));
      expect(await handle([beyond, unreadable])).toEqual(['fulfilled', 'fulfilled']);
      expect(records.get(item.submissionId)).toMatchObject({ failed: new Set([0]) });
    });

    it('settles nothing for an unknown submission, and reports it', async () => {
      const { handle, records, deadLetters, lines } = setUp();
      const submissionId = newSubmissionId();
      const stray = sqsRecord(JSON.stringify({ version: 3, submissionId, index: 0 }));
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
        const { handle, products, records, report, deadLetters, parts } = setUp();
        records.set(submissionId, buildRecord(genuine[0]!));
        const batch = [...genuine, foreign].map((one) => sqsRecord(one));

        expect(await handle(order(batch))).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
        expect(records.get(submissionId)).toMatchObject({ saved: new Set([0, 1]), settlements: 1 });
        for (const { index } of genuine) {
          expect(products.has(productIdOf({ submissionId, index, sku: 'AB'[index] }))).toBe(true);
        }
        expect(report({ submissionId })).toMatchObject({
          summary: { status: 'completed' },
          items: [{ sku: 'A' }, { sku: 'B' }],
        });
        expect(deadLetters).toMatchObject([{ record: batch[2], failure: { code: 'SUBMISSION_MISMATCH' } }]);
        expect(
          JSON.stringify([...(parts.get(submissionId)?.values() ?? []), report({ submissionId })]),
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
    ['can’t', { version: 3 as 1 }],
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
      result: { outcome: 'failed', error: failure },
    });
    expect(records.get(sent.submissionId)?.result).not.toHaveProperty('product');
    expect(deadLetters).toMatchObject([{ failure }]);
    expect(report(sent)).toMatchObject({ summary: { status: 'failed' }, issues: [failure] });
    expect([...(parts.get(sent.submissionId)?.values() ?? [])]).toMatchObject([
      { items: [{ product: sent.product }] },
    ]);
  });

  describe('with a product that can’t be saved for a transient reason', () => {
    const sent = message();
    const exhausted = sqsRecord(sent, { receiveCount: 30, attributes: firstReceivedAgo(7 * HOUR_MS) });
    const last = sqsRecord(sent, { receiveCount: MAX_RECEIVE_COUNT });

    it('tries again until seven hours after the first receive, however often it was received', async () => {
      const { handle, records, deadLetters, delayed } = setUp(failing('save', OUTAGE));
      const late = sqsRecord(sent, {
        receiveCount: MAX_RECEIVE_COUNT - 1,
        attributes: firstReceivedAgo(7 * HOUR_MS - 1),
      });
      expect(await handle([late])).toEqual(['rejected']);
      expect([records.size, deadLetters.length]).toEqual([0, 0]);
      expect(delayed).toMatchObject([{ seconds: 900 }]);
    });

    it('tries again after a pause of the mapping, however long: few receives are no seven hours of trying', async () => {
      const { handle, records, deadLetters, delayed } = setUp(failing('save', OUTAGE));
      const paused = sqsRecord(sent, { receiveCount: 6, attributes: firstReceivedAgo(24 * HOUR_MS) });
      expect(await handle([paused])).toEqual(['rejected']);
      expect([records.size, deadLetters.length]).toEqual([0, 0]);
      expect(delayed).toMatchObject([{ seconds: 900 }]);
    });

    it.each([
      ['seven hours after the first receive', exhausted],
      ['on the last delivery', last],
    ])('gives the item up %s: settled as failed, copied with the reason, acknowledged', async (_, record) => {
      const { handle, records, report, deadLetters, parts, delayed, lines } = setUp(failing('save', OUTAGE));
      expect(await handle([record])).toEqual(['fulfilled']);
      expect(records.get(sent.submissionId)).toMatchObject({ failed: new Set([0]) });
      expect(report(sent)).toMatchObject({
        summary: { status: 'failed' },
        issues: [{ code: 'RETRIES_EXHAUSTED' }],
      });
      expect([...(parts.get(sent.submissionId)?.values() ?? [])]).toMatchObject([
        { items: [{ product: sent.product }] },
      ]);
      expect(deadLetters).toMatchObject([{ record, failure: { code: 'RETRIES_EXHAUSTED' } }]);
      expect(delayed).toEqual([]);
      expect(lines).toContainEqual(['failed', record.messageId, 'RETRIES_EXHAUSTED']);
    });

    it('never gives up an item whose save was not begun, but on the last delivery', async () => {
      expire('save');
      expire('save');
      const { handle, records, deadLetters } = setUp();
      expect(await handle([exhausted])).toEqual(['rejected']);
      expect([records.size, deadLetters.length]).toEqual([0, 0]);
      expect(await handle([last])).toEqual(['fulfilled']);
      expect(records.get(sent.submissionId)).toMatchObject({ failed: new Set([0]) });
    });

    it.each([exhausted, last])('returns to the queue what it can’t settle', async (record) => {
      const { handle, records, deadLetters } = setUp((name, phase) => {
        if (phase === 'before' && name !== 'delayRetry') {
          throw OUTAGE;
        }
      });
      expect(await handle([record])).toEqual(['rejected']);
      expect([records.size, deadLetters.length]).toEqual([0, 0]);
    });

    it('acknowledges a saved item on its last delivery, even if its report can’t be written', async () => {
      const { handle, records } = setUp(failing('putReport', OUTAGE));
      const both = submission([{}, {}]).map((one) => sqsRecord(one, { receiveCount: MAX_RECEIVE_COUNT }));
      expect(await handle(both)).toEqual(['fulfilled', 'fulfilled']);
      expect([...records.values()]).toMatchObject([{ saved: new Set([0, 1]) }]);
    });

    it('acknowledges a record that an earlier delivery saved before it was cut off', async () => {
      let out = '';
      const { handle, report, deadLetters, lines } = setUp((name, phase) => {
        if (name === out && phase === 'before') {
          throw OUTAGE;
        }
      });
      // Handled, but its answer is lost.
      await handle([sqsRecord(sent)]);
      out = 'save';
      expect(await handle([last])).toEqual(['fulfilled']);
      expect(report(sent)).toMatchObject({ summary: { status: 'completed' }, issues: [] });
      expect(deadLetters).toEqual([]);
      expect(lines.map(([event]) => event)).not.toContain('failed');
    });

    it('settles as failed what a redrive turns to saved, and the report with it', async () => {
      const { handle, records, report, texts } = setUp(failing('save', OUTAGE));
      await handle([last]);
      expect(report(sent).summary.status).toBe('failed');
      expect([...texts.values()]).toEqual([expect.stringContaining(': failed')]);
      expect(await handle([sqsRecord(sent)])).toEqual(['fulfilled']);
      expect(records.get(sent.submissionId)).toMatchObject({ failed: new Set([0]), saved: new Set([0]) });
      expect(report(sent)).toMatchObject({ summary: { status: 'completed' }, issues: [] });
      expect([...texts.values()]).toEqual([expect.stringContaining(': completed')]);
    });
  });

  describe('short of time', () => {
    it('returns records that it has not begun to save', async () => {
      expire('save');
      const { handle, lines, records } = setUp();
      const received = sqsRecord(message());
      expect(await handle([received])).toEqual(['rejected']);
      expect(lines).toEqual([['returnedToQueue', received.messageId, expect.any(OutOfTimeError)]]);
      expect(records.size).toBe(0);
    });

    it('returns records that it has not begun to settle', async () => {
      expire('settle');
      const { handle, products, records } = setUp();
      expect(await handle([sqsRecord(message())])).toEqual(['rejected']);
      expect(products.size).toBe(1);
      expect(records.size).toBe(0);
    });

    it('settles everything, and leaves the report to the next delivery of one record', async () => {
      expire('report');
      const { handle, records, reports } = setUp();
      expect(await handle(submission([{}, {}]).map((one) => sqsRecord(one)))).toEqual([
        'fulfilled',
        'rejected',
      ]);
      expect([...records.values()]).toMatchObject([{ saved: new Set([0, 1]) }]);
      expect(reports.size).toBe(0);
    });
  });

  it('delivers an item that waits for its product again when the wait ends', async () => {
    const { handle, delayed } = setUp(failing('save', new MissingProductError(7_000)));
    const waiting = sqsRecord(message(), { attributes: { ApproximateReceiveCount: '6' } });
    expect(await handle([waiting])).toEqual(['rejected']);
    expect(delayed).toEqual([{ record: waiting, seconds: 7 }]);
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

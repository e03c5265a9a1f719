import { type Item, toItem } from '@async-catalog/product-operations';
import type { QueueMessage } from '@async-catalog/product-schema';
import { describe, expect, it, vi } from 'vitest';
import { createMemoryPorts } from '../../testing/memory-ports.ts';
import { createMemoryTelemetry } from '../../testing/memory-telemetry.ts';
import { message, submission } from '../../testing/messages.ts';
import { OutOfTimeError } from '../errors.ts';
import type { WorkerTelemetry } from '../ports.ts';
import { createCancellations } from './cancellations.ts';
import { saveBatch } from './save-batch.ts';

const RECEIVED_AT = new Date('2026-01-31T09:59:00.000Z');

function setUp({ savesInTime = Infinity, throttled = 0 } = {}) {
  const THROTTLED = new Error('throttled');
  let tries = 0;
  const saved: Item[] = [];
  const waitsSince: (Date | undefined)[] = [];
  const atOnce = { now: 0, most: 0, mostAfter: 0 };
  const time = new AbortController();
  const telemetry = { ...createMemoryTelemetry().telemetry, saved: vi.fn<WorkerTelemetry['saved']>() };
  const deps: Parameters<typeof saveBatch>[2] = {
    products: {
      findSave: async () => undefined,
      async save(item, _, firstReceivedAt) {
        waitsSince.push(firstReceivedAt);
        atOnce.now += 1;
        atOnce.most = Math.max(atOnce.most, atOnce.now);
        await new Promise(setImmediate);
        atOnce.now -= 1;
        tries += 1;
        if (tries <= throttled) {
          throw THROTTLED;
        }
        atOnce.mostAfter = Math.max(atOnce.mostAfter, atOnce.now);
        saved.push(item);
        if (saved.length === savesInTime) {
          time.abort();
        }
        return { kind: 'created', version: 1 };
      },
    },
    telemetry,
    cancellations: createCancellations(createMemoryPorts().ports, time.signal),
    isThrottled: (cause) => cause === THROTTLED,
    now: () => new Date('2026-01-31T10:00:00.000Z'),
  };
  const save = (messages: QueueMessage[]) =>
    saveBatch(
      messages.map((sent) => ({
        body: JSON.stringify(sent),
        receiveCount: 1,
        firstReceivedAt: RECEIVED_AT,
        isExhausted: false,
        id: '',
        isLast: false,
      })),
      time.signal,
      deps,
    );
  return { saved, waitsSince, atOnce, telemetry, save };
}

describe('saveBatch', () => {
  it('saves different products in parallel, ten at once at most', async () => {
    const { save, saved, atOnce } = setUp();
    await save(submission(Array.from({ length: 25 }, () => ({}))));
    expect(saved).toHaveLength(25);
    expect(atOnce.most).toBe(10);
  });

  it('halves the number of parallel saves with each one that was throttled, down to one', async () => {
    const { save, saved, atOnce } = setUp({ throttled: 10 });
    await save(submission(Array.from({ length: 25 }, () => ({}))));
    expect(saved).toHaveLength(15);
    expect(atOnce).toMatchObject({ most: 10, mostAfter: 0 });
  });

  it('saves items of one product one after the other, oldest first, and returns findings in the order of the batch', async () => {
    const { save, saved, atOnce } = setUp();
    const items = ['09:32', '09:30', '09:31'].map((time) =>
      toItem(message({ acceptedAt: `2026-01-31T${time}:00.000Z`, product: { sku: 'TEA-1' } })),
    );
    const findings = await save(items);
    expect(saved).toEqual([items[1], items[2], items[0]]);
    expect(atOnce.most).toBe(1);
    expect(findings.map(({ item }) => item)).toEqual(items);
  });

  it('saves and counts an item once that has two deliveries, and concludes both', async () => {
    const { save, saved, telemetry } = setUp();
    const sent = message();
    const findings = await save([sent, sent]);
    expect(saved).toHaveLength(1);
    expect(findings).toMatchObject([
      { result: { outcome: 'saved' }, conclusion: { kind: 'acknowledge' } },
      { result: { outcome: 'saved' }, conclusion: { kind: 'acknowledge' } },
    ]);
    expect(telemetry.saved.mock.calls[0]?.[0]).toHaveLength(1);
  });

  it('lets an item wait for its product from the first receive of its message on', async () => {
    const { save, waitsSince } = setUp();
    await save([message()]);
    expect(waitsSince).toEqual([RECEIVED_AT]);
  });

  it('begins no save when time is short', async () => {
    const { save, saved } = setUp({ savesInTime: 2 });
    const items = submission([{ sku: 'A' }, { sku: 'A' }, { sku: 'A' }]).map(toItem);
    const findings = await save(items);
    expect(saved).toEqual(items.slice(0, 2));
    expect(findings.map(({ conclusion }) => conclusion)).toMatchObject([
      { kind: 'acknowledge' },
      { kind: 'acknowledge' },
      { kind: 'returnToQueue', cause: expect.any(OutOfTimeError) as unknown },
    ]);
  });

  it('returns no findings for no deliveries', async () => {
    expect(await setUp().save([])).toEqual([]);
  });
});

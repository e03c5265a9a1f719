import { newSubmissionId, productIdOf, revisionOf } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message } from '../../testing/messages.ts';
import { MAX_CLOCK_SKEW_MS, readMessage as readMessageAt } from './read-message.ts';

const NOW = new Date('2026-01-31T09:31:00.000Z');
const readMessage = (body: string) => readMessageAt(body, NOW);

describe('readMessage', () => {
  const sent = message({ index: 3, total: 7, traceparent: '00-4bf9-01', product: { sku: 'TEA-1' } });

  it('reads a message, and derives its product id and revision', () => {
    const { submissionId, index, acceptedAt } = sent;
    expect(readMessage(JSON.stringify(sent))).toEqual({
      kind: 'item',
      item: {
        ...sent,
        version: 2,
        op: 'put',
        productId: productIdOf({ submissionId, index, sku: 'TEA-1' }),
        revision: revisionOf({ submissionId, index, acceptedAt }),
      },
    });
  });

  it('ignores unknown fields', () => {
    const newer = { ...sent, priority: 1, product: { ...sent.product, weight: 2 } };
    expect(readMessage(JSON.stringify(newer))).toEqual(readMessage(JSON.stringify(sent)));
  });

  it.each([
    ['', 'MESSAGE_NOT_JSON'],
    ['{"version":1', 'MESSAGE_NOT_JSON'],
    ['null', 'MESSAGE_VERSION_UNKNOWN'],
    ['[]', 'MESSAGE_VERSION_UNKNOWN'],
    ['{}', 'MESSAGE_VERSION_UNKNOWN'],
    [JSON.stringify({ ...sent, version: 2 }), 'MESSAGE_SHAPE_UNKNOWN'],
    [JSON.stringify({ ...sent, version: 2, op: 'rename' }), 'MESSAGE_SHAPE_UNKNOWN'],
    [JSON.stringify({ ...sent, version: 2, op: 'delete' }), 'MESSAGE_SHAPE_UNKNOWN'],
    [JSON.stringify({ ...sent, version: 3 }), 'MESSAGE_VERSION_UNKNOWN'],
    [JSON.stringify({ ...sent, version: '1' }), 'MESSAGE_VERSION_UNKNOWN'],
    ['{"version":1}', 'MESSAGE_SHAPE_UNKNOWN'],
    [JSON.stringify({ ...sent, product: { name: 'Teapot' } }), 'MESSAGE_SHAPE_UNKNOWN'],
    [JSON.stringify({ ...sent, index: 7 }), 'MESSAGE_SHAPE_UNKNOWN'],
    [JSON.stringify({ ...sent, total: 10_000_000 }), 'MESSAGE_SHAPE_UNKNOWN'],
    [JSON.stringify({ ...sent, total: Number.MAX_SAFE_INTEGER }), 'MESSAGE_SHAPE_UNKNOWN'],
  ])('can’t read %j: %s', (body, code) => {
    expect(readMessage(body)).toMatchObject({ kind: 'unreadable', failure: { code } });
  });

  it('reads the origin of a message that is otherwise unreadable, but not its product', () => {
    const { submissionId, requestId, traceparent } = sent;
    expect(readMessage(JSON.stringify({ ...sent, version: 3 }))).toEqual({
      kind: 'unreadable',
      origin: { submissionId, index: 3, requestId, traceparent },
      failure: { code: 'MESSAGE_VERSION_UNKNOWN', detail: 'its message is not of version 1 or 2' },
    });
  });

  it('accepts an acceptance time within the clock skew, and none later', () => {
    const acceptedAfter = (ms: number) =>
      JSON.stringify({ ...sent, acceptedAt: new Date(NOW.getTime() + ms).toISOString() });
    const failure = { code: 'MESSAGE_FROM_THE_FUTURE' };

    expect(readMessage(acceptedAfter(MAX_CLOCK_SKEW_MS))).toHaveProperty('kind', 'item');
    expect(readMessage(acceptedAfter(MAX_CLOCK_SKEW_MS + 1))).toMatchObject({ failure });
    expect(readMessage(JSON.stringify({ ...sent, acceptedAt: '9999-12-31T23:59:59.999Z' }))).toMatchObject({
      failure,
    });
  });

  it('reads each part of the origin independently', () => {
    expect(readMessage(JSON.stringify({ submissionId: sent.submissionId }))).toMatchObject({
      origin: { submissionId: sent.submissionId },
    });
    const body = JSON.stringify({ ...sent, version: 2, index: -1, requestId: 7 });
    expect(readMessage(body)).toMatchObject({
      origin: { submissionId: sent.submissionId, index: undefined, requestId: undefined },
    });
  });

  it('reads no item number that the submission doesn’t have', () => {
    const reading = readMessage(JSON.stringify({ ...sent, index: 7, total: 7 }));
    expect(reading).toHaveProperty('origin.submissionId', sent.submissionId);
    expect(reading).not.toHaveProperty('origin.index');
    expect(readMessage(JSON.stringify({ ...sent, index: 6, total: 7 }))).toHaveProperty('kind', 'item');
  });

  it('names the fields that are wrong, but no product data', () => {
    const product = { name: 'Secret', price: '-1', currency: 'EUR', attributes: { 'secret key': null } };
    expect(readMessage(JSON.stringify({ ...sent, caller: 7, product }))).toHaveProperty(
      'failure.detail',
      'its message is wrong at caller (invalid_type), product.price (invalid_type), product.attributes (invalid_union)',
    );
  });

  it.each([
    { sku: 'A\uD83D' },
    { sku: '' },
    { sku: ' A\u200B' },
    { currency: 'HRK', price: 1.23456 },
    { name: 'a\u0000' },
  ])('reads a product by the rules of another day: %j', (fields) => {
    const product = { ...sent.product, ...fields };

    expect(readMessage(JSON.stringify({ ...sent, product }))).toMatchObject({
      kind: 'item',
      item: { product },
    });
  });

  it('never throws, and always gives a reason', () => {
    const field = fc.oneof(fc.jsonValue(), fc.constant(newSubmissionId()), fc.nat());
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record(
          {
            version: fc.constantFrom(1, 2, '1'),
            submissionId: field,
            index: field,
            total: field,
            product: field,
          },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(body, (text) => {
        const reading = readMessage(text);
        expect(reading.kind === 'unreadable' ? reading.failure.detail : 'read').not.toBe('');
      }),
    );
  });
});

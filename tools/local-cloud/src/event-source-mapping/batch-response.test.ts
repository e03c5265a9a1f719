import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readBatchResponse } from './batch-response.ts';

const IDS = new Set(['id1', 'id2', 'id3']);

describe('a batch response', () => {
  it.each([
    'null',
    '{}',
    '[]',
    '{"batchItemFailures":[]}',
    '{"batchItemFailures":null}',
    // A trap of Lambda's: a response with unknown keys only counts as empty.
    '{"batchItemFailure":[{"itemIdentifier":"id1"}]}',
  ])('of %s means success', (payload) => {
    expect(readBatchResponse(payload, IDS)).toEqual({ kind: 'read', failedIds: new Set() });
  });

  it('names the messages that failed', () => {
    const payload =
      '{"batchItemFailures":[{"itemIdentifier":"id2"},{"itemIdentifier":"id3"},{"itemIdentifier":"id2"}]}';

    expect(readBatchResponse(payload, IDS)).toEqual({ kind: 'read', failedIds: new Set(['id2', 'id3']) });
  });

  it.each([
    '',
    'not JSON',
    '{"batchItemFailures":[',
    '"id1"',
    '""',
    '0',
    'true',
    '["id1"]',
    '{"batchItemFailures":"id1"}',
    '{"batchItemFailures":{}}',
    '{"batchItemFailures":["id1"]}',
    '{"batchItemFailures":[null]}',
    '{"batchItemFailures":[{}]}',
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":null}]}',
    '{"batchItemFailures":[{"itemIdentifier":123}]}',
    '{"batchItemFailures":[{"messageId":"id1"}]}',
    '{"batchItemFailures":[{"ItemIdentifier":"id1"}]}',
    '{"batchItemFailures":[{"itemIdentifier":"id4"}]}',
    '{"batchItemFailures":[{"itemIdentifier":"id1"},{"itemIdentifier":"id4"}]}',
    '{"batchItemFailures":[{"itemIdentifier":"id1"},{"itemIdentifier":""}]}',
  ])('of %s fails the whole batch', (payload) => {
    expect(readBatchResponse(payload, IDS)).toEqual({
      kind: 'malformed',
      problem: expect.stringMatching(/./),
    });
  });

  it('names only messages of the batch, whatever the function answers', () => {
    const identifier = fc.record({ itemIdentifier: fc.oneof(fc.constantFrom(...IDS), fc.json()) });
    const answer = fc.oneof(
      fc.jsonValue(),
      fc.record({ batchItemFailures: fc.oneof(fc.jsonValue(), fc.array(identifier)) }),
    );
    fc.assert(
      fc.property(answer, (value) => {
        const response = readBatchResponse(JSON.stringify(value), IDS);
        const failedIds = response.kind === 'read' ? response.failedIds : new Set<string>();
        expect(failedIds.isSubsetOf(IDS)).toBe(true);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Count } from '../../cloud/counts.ts';
import { verdictOf } from '../../results/findings.ts';
import { findingsOf } from './findings-of.ts';

const update = (requests: number): Count => ({
  service: 'DynamoDB',
  action: 'UpdateItem',
  requests,
  units: requests,
});
const read: Count = { service: 'DynamoDB', action: 'GetItem', requests: 10, units: 10 };
const idle: Count = { service: 'SQS', action: 'ReceiveMessage (empty)', requests: 7, units: 7 };

function find(patchCounts: readonly Count[], blind = true) {
  const put = { name: 'put', blind: true, products: 10, counts: [update(20), idle] };
  return findingsOf({ alone: [put, { name: 'patch', blind, products: 10, counts: patchCounts }] }, 'put');
}

describe('findingsOf', () => {
  it('misses the target of an operation that takes a request more than a put', () => {
    expect(find([update(20)]).targets.map(verdictOf)).toEqual(['met']);
    expect(find([update(20), read]).targets.map(verdictOf)).toEqual(['missed']);
  });

  it('has no target for an operation that reads first by design', () => {
    expect(find([update(20), read], false).targets).toEqual([]);
  });

  it('shows requests for 1,000 products, without polls of an idle queue', () => {
    expect(find([update(20), read]).tables[0]?.rows).toEqual([
      ['DynamoDB GetItem', null, 1000],
      ['DynamoDB UpdateItem', 2000, 2000],
      ['**all**', 2000, 3000],
    ]);
  });
});

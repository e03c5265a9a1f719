import { describe, expect, it } from 'vitest';

import { buildTraceHeader, countInvocations } from './lineage.ts';

describe('a trace header', () => {
  it('has the form of X-Ray, and counts the invocations of each function', () => {
    const first = buildTraceHeader([undefined], 'Worker');
    const second = buildTraceHeader([first], 'Worker');
    const elsewhere = buildTraceHeader([second], 'Splitter');

    expect(first).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Lineage=[0-9a-f]{8}:1$/);
    expect(countInvocations(second, 'Worker')).toBe(2);
    expect([countInvocations(elsewhere, 'Worker'), countInvocations(elsewhere, 'Splitter')]).toEqual([2, 1]);
  });

  it('continues the longest chain of a batch', () => {
    const long = buildTraceHeader([buildTraceHeader([undefined], 'Worker')], 'Worker');

    expect(countInvocations(buildTraceHeader([undefined, long, undefined], 'Worker'), 'Worker')).toBe(3);
  });

  it.each([undefined, '', 'Root=1-67891233-abcdef012345678912345678', 'Lineage=', 'Lineage=x:y|:|7'])(
    'counts nothing in %j',
    (header) => {
      expect(countInvocations(header, 'Worker')).toBe(0);
    },
  );
});

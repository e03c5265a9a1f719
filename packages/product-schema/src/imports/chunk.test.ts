import * as fc from 'fast-check';
import { v5, validate, version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { type ImportId, NAMESPACES } from '../ids.ts';
import { buildChunk } from './chunk.ts';

const importId = (name: string) => v5(name, NAMESPACES.import) as ImportId;
const number = fc.integer({ min: 0, max: 0xf_ffff });
const time = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString());

describe('buildChunk', () => {
  it('gives UUIDs of version 8 that begin with the time of the start', () => {
    fc.assert(
      fc.property(fc.string(), number, time, (name, n, startedAt) => {
        const { submissionId } = buildChunk(importId(name), n, startedAt);

        expect([validate(submissionId), version(submissionId)]).toEqual([true, 8]);
        expect(parseInt(submissionId.replace('-', '').slice(0, 12), 16)).toBe(Date.parse(startedAt));
      }),
    );
  });

  it('gives ids that sort by the number of the chunk', () => {
    fc.assert(
      fc.property(fc.string(), number, number, time, (name, a, b, startedAt) => {
        const ids = [a, b].map((n) => buildChunk(importId(name), n, startedAt).submissionId);

        expect(Math.sign(ids[0]!.localeCompare(ids[1]!))).toBe(Math.sign(a - b));
      }),
    );
  });

  it('gives other ids to another import that was started at the same time', () => {
    const startedAt = '2026-01-31T10:00:00.000Z';

    expect(buildChunk(importId('a'), 0, startedAt).submissionId).not.toBe(
      buildChunk(importId('b'), 0, startedAt).submissionId,
    );
  });

  it('is overdue 15 minutes after the start, and a second later for each chunk before it', () => {
    expect(buildChunk(importId('a'), 0, '2026-01-31T10:00:00.000Z').deadlineAt).toBe(
      '2026-01-31T10:15:01.000Z',
    );
    expect(buildChunk(importId('a'), 999, '2026-01-31T10:00:00.000Z').deadlineAt).toBe(
      '2026-01-31T10:31:40.000Z',
    );
  });
});

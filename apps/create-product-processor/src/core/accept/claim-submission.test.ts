import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it } from 'vitest';
import { memoryPorts } from '../../testing/memory-ports.ts';
import { problem } from '../../testing/problem.ts';
import { claimSubmission } from './claim-submission.ts';

const NOW = new Date('2026-01-31T09:30:00.000Z');

describe('a submission that another invocation is sending', () => {
  it.each([
    ['2026-01-31T09:30:13.001Z', '14'],
    ['2026-01-31T09:30:13.000Z', '13'],
    ['2026-01-31T09:30:00.001Z', '1'],
    // Released or expired between the two reads.
    ['2026-01-31T09:30:00.000Z', '1'],
    [undefined, '1'],
  ])('until %s is refused for %s s', async (sendingUntil, seconds) => {
    const ours = {
      ...submissionRecord(),
      fingerprint: 'f',
      sendingBy: 'us',
      sendingUntil: NOW.toISOString(),
    };
    const { sendingUntil: _, ...unclaimed } = ours;
    const theirs = { ...unclaimed, sendingBy: 'them', ...(sendingUntil !== undefined && { sendingUntil }) };
    const submissions = {
      ...memoryPorts().ports.submissions,
      create: () => Promise.resolve(theirs),
      takeOver: () => Promise.resolve(theirs),
    };

    const claim = claimSubmission(submissions, ours, NOW, AbortSignal.timeout(60_000));

    await expect(claim).rejects.toThrow(
      problem('REQUEST_IN_PROGRESS', { headers: { 'retry-after': seconds } }),
    );
  });
});

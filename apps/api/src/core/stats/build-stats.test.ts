import { describe, expect, it } from 'vitest';
import { metrics, queueDepths } from '../../testing/stats.ts';
import { buildStats, minutesUntil } from './build-stats.ts';

const ASOF = new Date('2026-01-31T09:30:24.120Z');
const at = (time: string): Date => new Date(`2026-01-31T${time}Z`);

/** Makes one datapoint for each time, whose value is its number. */
const ages = (...times: string[]) => times.map((time, value) => ({ at: at(time), value }));

describe('minutesUntil', () => {
  it.each([
    ['09:30:24.120', '08:31:00', '09:31:00'],
    ['09:30:00.000', '08:31:00', '09:31:00'],
    ['09:29:59.999', '08:30:00', '09:30:00'],
  ])('finds 60 minutes, the one of %s as the last', (now, from, until) => {
    expect(minutesUntil(at(now))).toEqual({ from: at(from), until: at(until) });
  });
});

describe('buildStats', () => {
  it('counts what was saved in each minute, zero where there is no value', () => {
    const saved = [
      { at: at('08:31:00'), value: 5 },
      { at: at('09:30:00'), value: 7 },
    ];

    const { asOf, savedPerMinute } = buildStats(ASOF, metrics({ saved }), queueDepths());

    expect(asOf).toBe('2026-01-31T09:30:24.120Z');
    expect(savedPerMinute).toHaveLength(60);
    expect(savedPerMinute[0]).toEqual({ at: '2026-01-31T08:31:00.000Z', count: 5 });
    expect(savedPerMinute[1]).toEqual({ at: '2026-01-31T08:32:00.000Z', count: 0 });
    expect(savedPerMinute[59]).toEqual({ at: '2026-01-31T09:30:00.000Z', count: 7 });
  });

  it('adds up what failed by code, most first', () => {
    const failed = {
      RETRIES_EXHAUSTED: [{ at: at('09:00:00'), value: 1 }],
      VERSION_CONFLICT: [
        { at: at('09:01:00'), value: 1 },
        { at: at('09:02:00'), value: 2 },
      ],
    };

    expect(buildStats(ASOF, metrics({ failed }), queueDepths()).failedLastHour).toEqual([
      { code: 'VERSION_CONFLICT', count: 3 },
      { code: 'RETRIES_EXHAUSTED', count: 1 },
    ]);
  });

  it('shows the newest age of the oldest message, if it is not older than five minutes', () => {
    const oldestMessage = {
      'product-queue': ages('09:25:00', '09:26:00'),
      'product-bulk-queue': ages('09:25:24.120'),
      'import-queue': ages('09:25:24.119'),
    };

    const { queues } = buildStats(ASOF, metrics({ oldestMessage }), queueDepths());

    expect(queues.map((queue) => queue.oldestMessage)).toEqual([
      { ageSeconds: 1, at: '2026-01-31T09:26:00.000Z' },
      { ageSeconds: 0, at: '2026-01-31T09:25:24.120Z' },
      undefined,
    ]);
  });

  it('shows the messages of each queue, and counts all dead letters, also those that somebody looks at', () => {
    const depths = queueDepths({
      queues: { 'import-queue': { waiting: 1, inFlight: 2, delayed: 3 } },
      deadLetters: { products: { waiting: 4, inFlight: 5, delayed: 0 } },
    });

    const { queues, deadLetters } = buildStats(ASOF, metrics(), depths);

    expect(queues).toEqual([
      { name: 'product-queue', waiting: 0, inFlight: 0, delayed: 0 },
      { name: 'product-bulk-queue', waiting: 0, inFlight: 0, delayed: 0 },
      { name: 'import-queue', waiting: 1, inFlight: 2, delayed: 3 },
    ]);
    expect(deadLetters).toEqual({ products: 9, imports: 0 });
  });
});

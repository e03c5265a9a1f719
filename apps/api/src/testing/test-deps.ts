import type { Deps } from '../core/deps.ts';

/** Dependencies in which nothing is stored and nothing goes wrong. */
export function testDeps(overrides: Partial<Deps> = {}): Deps {
  return {
    intake: { submit: () => Promise.resolve({ status: 202, headers: {}, body: '{}' }) },
    products: { get: () => Promise.resolve(undefined) },
    submissions: { get: () => Promise.resolve(undefined) },
    reports: { open: () => Promise.resolve(undefined) },
    outOfReach: () => Promise.resolve([]),
    log: { info: () => undefined, error: () => undefined },
    now: () => new Date('2026-01-31T09:30:00.000Z'),
    newId: () => 'made-here',
    ...overrides,
  };
}

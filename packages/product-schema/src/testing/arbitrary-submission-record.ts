import * as fc from 'fast-check';
import { SubmissionId, type SubmissionRecord } from '../index.ts';

/** A record of a submission; what isn't told is as in a fresh one of three items. */
export function recordOf(told: Partial<SubmissionRecord> = {}): SubmissionRecord {
  return {
    id: SubmissionId.parse('0198c0de-0000-7000-8000-000000000000'),
    caller: 'shop-1',
    requestId: 'request-1',
    total: 3,
    rejected: 0,
    createdAt: '2026-01-31T09:30:00.000Z',
    deadlineAt: '2026-01-31T09:45:00.000Z',
    expiresAt: 1_772_443_800,
    failures: {},
    settlements: 0,
    ...told,
  };
}

/** Any state that deliveries can bring a submission into: rejected items are the last ones, and have no outcome. */
export function arbitraryRecord(): fc.Arbitrary<SubmissionRecord> {
  return fc
    .record({ accepted: fc.nat({ max: 20 }), rejected: fc.nat({ max: 5 }) })
    .filter(({ accepted, rejected }) => accepted + rejected > 0)
    .chain(({ accepted, rejected }) => {
      const indexes = fc.subarray([...Array(accepted).keys()]).map((chosen) => new Set(chosen));
      return fc
        .record({ saved: indexes, superseded: indexes, failed: indexes }, { requiredKeys: [] })
        .map((sets) => recordOf({ total: accepted + rejected, rejected, ...sets }));
    });
}

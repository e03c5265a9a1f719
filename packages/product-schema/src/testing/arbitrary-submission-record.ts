import * as fc from 'fast-check';
import type { SubmissionRecord } from '../index.ts';
import { submissionRecord } from './submission-record.ts';

/** Any state that deliveries can bring a submission into. Rejected items come last and have no outcome. */
export function arbitrarySubmissionRecord(): fc.Arbitrary<SubmissionRecord> {
  return fc
    .record({ accepted: fc.nat({ max: 20 }), rejected: fc.nat({ max: 5 }) })
    .filter(({ accepted, rejected }) => accepted + rejected > 0)
    .chain(({ accepted, rejected }) => {
      const indexes = fc.subarray([...Array(accepted).keys()]).map((chosen) => new Set(chosen));
      return fc
        .record(
          { saved: indexes, superseded: indexes, cancelled: indexes, failed: indexes },
          { requiredKeys: [] },
        )
        .map((sets) => submissionRecord({ total: accepted + rejected, rejected, ...sets }));
    });
}

import {
  statusOfSubmission,
  type SubmissionRecord,
  SubmissionStatus,
  toSubmission,
} from '@async-catalog/product-schema';
import { answerList, ListQuery } from '../list-query.ts';
import { defineOperation } from '../operation.ts';
import { readQuery } from '../read-query.ts';

export const ListSubmissionsQuery = ListQuery.extend({
  status: SubmissionStatus.optional().describe('Lists those with this status only.'),
});

export const listSubmissions = defineOperation({
  method: 'GET',
  path: '/submissions',
  scope: 'catalog:read',
  handle(c) {
    const { status, ...query } = readQuery(c, ListSubmissionsQuery);
    const { submissions, now } = c.var.deps;
    const at = now();
    const list = {
      name: 'submissions' as const,
      records: {
        getMany: (ids: readonly string[]) => submissions.getMany(ids),
        atOnce: 100,
        sizeOf: ({ total }: SubmissionRecord) => RECORD_BYTES + total * BYTES_PER_ITEM,
      },
      show: (record: SubmissionRecord) => toSubmission(record, at),
    };
    return answerList(
      c,
      list,
      query,
      status && { status, isWanted: (record) => statusOfSubmission(record, at) === status },
    );
  },
});

/** A record without its items, and what the number of an item takes in it. */
const RECORD_BYTES = 1000;
const BYTES_PER_ITEM = 4;

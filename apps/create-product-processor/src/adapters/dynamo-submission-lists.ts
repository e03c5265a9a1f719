import { createEntryWriter } from '@async-catalog/caller-lists';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SubmissionLists } from '../core/ports.ts';
import { rethrowUnavailable } from './rethrow-unavailable.ts';

export function createDynamoSubmissionLists(
  documents: DynamoDBDocumentClient,
  tableName: string,
): SubmissionLists {
  const addToList = createEntryWriter(documents, tableName);
  return {
    add: (record, signal) =>
      rethrowUnavailable('list table', signal, () => addToList('submissions', record, signal)),
  };
}

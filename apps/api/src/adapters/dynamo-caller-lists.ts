import { createEntryReader, createEntryWriter } from '@async-catalog/caller-lists';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CallerLists } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';

export function createDynamoCallerLists(documents: DynamoDBDocumentClient, tableName: string): CallerLists {
  const addToList = createEntryWriter(documents, tableName);
  const reader = createEntryReader(documents, tableName);
  return {
    add: (name, listed) => translateTransient(() => addToList(name, listed)),
    newest: (range, count) => translateTransient(() => reader.newest(range, count)),
  };
}

import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dayOf, type EntryRow, type Listed, type ListName, toCallerRow, toEntryRow } from './list-entry.ts';

/** Puts a submission or an import into its caller's list. Can be repeated. Rejects as the SDK does. */
export type AddToList = (name: ListName, listed: Listed, signal?: AbortSignal) => Promise<void>;

/** Callers that one instance remembers; others cost a further write with each entry. */
const MAX_KNOWN_CALLERS = 10_000;

/**
 * Creates the writer of one instance. With a caller's first entry of a day it also notes the caller, so that an
 * operator can read everybody's.
 */
export function createEntryWriter(documents: DynamoDBDocumentClient, TableName: string): AddToList {
  let knownDay = '';
  const known = new Set<string>();

  const put = async (row: EntryRow, abortSignal: AbortSignal | undefined): Promise<void> => {
    const command = new PutCommand({ TableName, Item: row });
    await documents.send(command, { ...(abortSignal && { abortSignal }) });
  };

  async function addCaller(name: ListName, listed: Listed, signal: AbortSignal | undefined): Promise<void> {
    const day = dayOf(listed.createdAt);
    if (day !== knownDay) {
      known.clear();
      knownDay = day;
    }
    const key = `${name}/${listed.caller}`;
    if (known.has(key)) {
      return;
    }
    await put(toCallerRow(name, listed), signal);
    if (known.size < MAX_KNOWN_CALLERS && day === knownDay) {
      known.add(key);
    }
  }

  return async (name, listed, signal) => {
    await Promise.all([addCaller(name, listed, signal), put(toEntryRow(name, listed), signal)]);
  };
}

export { createEntryReader, TooManyCallersError } from './entry-reader.ts';
export type { Entry, EntryRange, EntryReader } from './entry-reader.ts';
export { createEntryWriter, type AddToList } from './entry-writer.ts';
export type { Listed, ListName } from './list-entry.ts';

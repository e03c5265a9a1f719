import { z } from 'zod';
import { ImportId } from '../ids.ts';
import { Timestamp } from '../timestamp.ts';
import { AskedFormat, FileFormat } from './file-format.ts';
import { ColumnGuess, ImportMapping } from './import-mapping.ts';

const Count = z.int().nonnegative();

/** Place in a source file from which it can be read on: `byte` counts in the text as UTF-8, unpacked. */
export const Checkpoint = z.object({
  /** Number of the next chunk. */
  chunk: Count,
  byte: Count,
  /** Rows of data before that byte. */
  row: Count,
  /** Line, from 1, at that byte. */
  line: z.int().min(1),
  /** Items of the rows from that byte on which are in earlier chunks. */
  skip: Count,
  /** Consecutive rows before that byte whose cells aren't in their columns, and the line of the first one. */
  flawed: z.object({ count: Count, line: z.int().min(1) }).optional(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/** Numbers of a chunk's items by outcome, and of its saves by change; those that are 0 are absent. */
export const ChunkResult = z.object({
  /**
   * Settlements of the chunk's submission that these numbers include: of two results, the one with more
   * counts.
   */
  settlements: Count,
  saved: Count.optional(),
  superseded: Count.optional(),
  failed: Count.optional(),
  rejected: Count.optional(),
  cancelled: Count.optional(),
  /** In a dry run: items that would be taken. */
  valid: Count.optional(),
  created: Count.optional(),
  updated: Count.optional(),
  unchanged: Count.optional(),
  deleted: Count.optional(),
});
export type ChunkResult = z.infer<typeof ChunkResult>;

/** Options of the caller, besides the mapping. */
export const ImportOptions = z.object({
  /** Reads and checks the whole file, and stores no product. */
  dryRun: z.boolean().default(false),
  /** In a dry run: also computes what would change. */
  preview: z.literal('changes').optional(),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

/** An import as stored in `ImportTable`. */
export const ImportRecord = z.object({
  id: ImportId,
  caller: z.string(),
  requestId: z.string(),
  fileName: z.string(),
  /** Bytes of the source file, as announced. */
  size: z.int().min(1),
  options: ImportOptions,
  /** SHA-256 of the request in hexadecimal, which detects another request under the same idempotency key. */
  fingerprint: z.string(),
  createdAt: Timestamp,
  /** Time at which the record expires: seconds since 1970, for DynamoDB's TTL. */
  expiresAt: z.int(),
  /** Id of S3's multipart upload; absent where the file came in the request. */
  uploadId: z.string().optional(),
  /** ETags of the parts that are uploaded, by number from 1. */
  parts: z.record(z.string(), z.string()).default({}),
  /** ETag of the complete source file. */
  etag: z.string().optional(),
  askedFormat: AskedFormat.optional(),
  format: FileFormat.optional(),
  /** Names of a CSV file's columns. */
  columns: z.array(z.string()).optional(),
  /** As asked for, and as guessed once the import is started. */
  mapping: ImportMapping.optional(),
  guesses: z.array(ColumnGuess).optional(),
  /** Remarks on the file for a person, such as on its encoding. */
  notes: z.array(z.string()).optional(),
  /** Time of acceptance of all of its items. */
  startedAt: Timestamp.optional(),
  /** Time at which the message was last queued. */
  queuedAt: Timestamp.optional(),
  /** Time at which reading began. */
  begunAt: Timestamp.optional(),
  checkpoint: Checkpoint.optional(),
  /** Receives of the message when the last progress was made. */
  progressReceives: Count.optional(),
  /** Time at which the last progress was made. */
  progressAt: Timestamp.optional(),
  /** Items, and rows that are none (blank, or a part of another row's item), up to the checkpoint. */
  items: Count.default(0),
  skippedRows: Count.default(0),
  /** Number of chunks; present once the last was sent. */
  chunkTotal: Count.optional(),
  /** Results of the chunks that are complete, by number. */
  chunks: z.record(z.string(), ChunkResult).default({}),
  cancelledAt: Timestamp.optional(),
  /**
   * Time from which a reader queues `finish` again, where every chunk is complete, or should be, and the
   * reports aren't written.
   */
  finishDueAt: Timestamp.optional(),
  /** Reason why the file couldn't be read, or not to its end. */
  failure: z
    .object({ code: z.string(), detail: z.string(), line: z.int().optional(), column: z.int().optional() })
    .optional(),
  /** Sum of the settlements that the written reports include. */
  reportedSettlements: Count.optional(),
  completedAt: Timestamp.optional(),
});
export type ImportRecord = z.infer<typeof ImportRecord>;

import { v5 } from 'uuid';
import { z } from 'zod';
import { ImportId, NAMESPACES, SubmissionId } from '../ids.ts';
import { SUBMISSION_DEADLINE_MS } from '../submission-record.ts';
import { Timestamp } from '../timestamp.ts';

/** Chunk of an import: a submission of up to 1,000 consecutive rows. Only the file splitter sends one. */
export const Chunk = z.object({
  importId: ImportId,
  /** From 0. */
  number: z.int().min(0).max(0xf_ffff),
  submissionId: SubmissionId,
  /**
   * Time at which the import was started: the same for all of its chunks, so that only their ids order them.
   */
  acceptedAt: Timestamp,
  deadlineAt: Timestamp,
});
export type Chunk = z.infer<typeof Chunk>;

/** Describes a chunk of an import that was started at `startedAt`. A repeat gives the very same. */
export function buildChunk(importId: ImportId, number: number, startedAt: Timestamp): Chunk {
  return {
    importId,
    number,
    submissionId: chunkSubmissionId(importId, number, startedAt),
    acceptedAt: startedAt,
    deadlineAt: chunkDeadline(startedAt, number),
  };
}

/** Builds the idempotency key of a chunk. */
export function chunkKey({ importId, number }: Pick<Chunk, 'importId' | 'number'>): string {
  return `import/${importId}/${number}`;
}

/**
 * Computes when a chunk, and an import that has been read up to it, is overdue: 15 minutes and a second for
 * each chunk.
 */
export function chunkDeadline(startedAt: Timestamp, number: number): Timestamp {
  return new Date(Date.parse(startedAt) + SUBMISSION_DEADLINE_MS + (number + 1) * 1000).toISOString();
}

/**
 * Derives a UUIDv8 of 48 bits of the import's time, 54 of its hash, and 20 of the chunk's number: so the ids
 * of an import's chunks sort by their numbers. https://www.rfc-editor.org/rfc/rfc9562#section-5.8
 */
function chunkSubmissionId(importId: ImportId, number: number, startedAt: Timestamp): SubmissionId {
  const time = BigInt(Date.parse(startedAt)).toString(16).padStart(12, '0');
  const digits = v5(importId, NAMESPACES.import).replaceAll('-', '');
  const hash = BigInt(`0x${digits.slice(0, 12)}${digits.slice(13, 15)}`) >> 2n;
  const rest = (hash << 20n) | BigInt(number);
  const b = (rest >> 62n).toString(16).padStart(3, '0');
  const c = ((0b10n << 62n) | (rest & ((1n << 62n) - 1n))).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-8${b}-${c.slice(0, 4)}-${c.slice(4)}` as SubmissionId;
}

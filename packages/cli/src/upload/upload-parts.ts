import { setTimeout as pause } from 'node:timers/promises';
import type { CatalogClient } from '@async-catalog/client';
import pMap from 'p-map';
import type { SourceFile } from '../file/source-file.ts';
import { createPartPages, type ImportUpload } from './part-pages.ts';
import { PartRefusedError, putPart } from './put-part.ts';

const PARTS_AT_ONCE = 4;
const ATTEMPTS = 8;
const LONGEST_PAUSE_MS = 15_000;

interface Options {
  readonly catalog: Pick<CatalogClient, 'recordParts'>;
  readonly importId: string;
  readonly upload: ImportUpload;
  readonly source: SourceFile;
  /** Called with the bytes that are there, of all parts. */
  readonly onBytes: (done: number) => void;
  readonly signal: AbortSignal;
  /** Pause before the first repeat of a part; each further one is twice as long. */
  readonly firstPauseMs?: number;
}

/** Uploads the parts that aren't there yet, four at a time, records each, and resolves to the number of bytes that it sent. */
export async function uploadParts(options: Options): Promise<number> {
  const { source, upload, onBytes } = options;
  const { partBytes, partCount } = upload;
  const received = new Set(upload.received);
  const sizeOf = (number: number) => Math.min(partBytes, source.size - (number - 1) * partBytes);
  const done = new Map([...received].map((number) => [number, sizeOf(number)]));
  const missing = Array.from({ length: partCount }, (_, n) => n + 1).filter(
    (number) => !received.has(number),
  );

  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const pages = createPartPages({ ...options, signal });
  try {
    await pMap(
      missing,
      async (number) => {
        const bytes = await source.read((number - 1) * partBytes, partBytes);
        const onSent = (sent: number): void => {
          done.set(number, sent);
          onBytes([...done.values()].reduce((sum, part) => sum + part, 0));
        };
        const etag = await putRepeatedly(number, bytes, { ...options, pages, signal, onSent });
        await pages.record({ number, etag });
      },
      { concurrency: PARTS_AT_ONCE },
    );
  } catch (error) {
    // The other parts stop too.
    failed.abort(error);
    throw error;
  }
  await source.assertUnchanged();
  return missing.reduce((sum, number) => sum + sizeOf(number), 0);
}

interface PutOptions {
  readonly pages: ReturnType<typeof createPartPages>;
  readonly onSent: (sent: number) => void;
  readonly signal: AbortSignal;
  readonly firstPauseMs?: number;
}

async function putRepeatedly(
  number: number,
  bytes: Buffer,
  { pages, onSent, signal, firstPauseMs = 500 }: PutOptions,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const url = await pages.urlOf(number);
    try {
      return await putPart(url, bytes, { signal, onSent });
    } catch (error) {
      if (signal.aborted || attempt === ATTEMPTS || !canPass(error)) {
        throw error;
      }
      if (error instanceof PartRefusedError && error.status === 403) {
        pages.expire(url);
      }
      const pauseMs = Math.min(firstPauseMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      await pause(pauseMs * (0.5 + Math.random() / 2), undefined, { signal });
    }
  }
}

/** Tells whether an attempt may succeed later: a broken connection, an expired URL (403), or a storage that is busy. */
function canPass(error: unknown): boolean {
  return (
    !(error instanceof PartRefusedError) || [403, 408, 429].includes(error.status) || error.status >= 500
  );
}

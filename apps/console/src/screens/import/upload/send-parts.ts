import { type CatalogClient, PartUploadError } from '@async-catalog/client';
import { missingParts, partRange } from '../../../core/upload-plan.ts';
import { createPartUrls, type ImportUpload } from './part-urls.ts';
import { untilAnswered } from './until-answered.ts';

const PARTS_AT_ONCE = 3;

/** Refusals of one part in a row after which new URLs don't help. */
const MAX_REFUSALS = 5;

export interface Sending {
  readonly catalog: Pick<CatalogClient, 'recordParts' | 'uploadPart'>;
  readonly importId: string;
  readonly upload: ImportUpload;
  readonly file: File;
  /** Called with the bytes of each part that the API has. */
  readonly onSent: (bytes: number) => void;
  /** Called when the network, or the storage, is away, and when it is back. */
  readonly onWaiting: (error: unknown) => void;
  /** Time after which nothing is repeated, in milliseconds of the epoch. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/**
 * Sends the parts that the API doesn't have, three at a time; no more than these are in memory.
 * @throws {UploadOverError}
 * @throws {DOMException} `NotReadableError` if the file was changed or removed
 */
export async function sendParts(sending: Sending): Promise<void> {
  const { catalog, importId, upload } = sending;
  const failed = new AbortController();
  const signal = AbortSignal.any([sending.signal, failed.signal]);
  const urls = createPartUrls(catalog, importId, upload, signal);
  const missing = missingParts(upload).values();
  const work = async (): Promise<void> => {
    for (const number of missing) {
      signal.throwIfAborted();
      await sendPart({ ...sending, signal }, urls, number);
    }
  };
  try {
    await Promise.all(Array.from({ length: PARTS_AT_ONCE }, work));
  } catch (error) {
    // The other parts stop too.
    failed.abort(error);
    throw error;
  }
}

async function sendPart(
  { catalog, upload, file, onSent, onWaiting, deadline, signal }: Sending,
  urls: ReturnType<typeof createPartUrls>,
  number: number,
): Promise<void> {
  const [start, end] = partRange(upload, file.size, number);
  // Read before it is sent: a file that was changed is an error of its own, and not one of the network.
  const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
  const waiting = { onWaiting, deadline, signal };
  for (let refusals = 0; ;) {
    const part = await untilAnswered(() => urls.partOf(number), waiting);
    if (part === undefined) {
      onSent(end - start);
      return;
    }
    try {
      const sent = await untilAnswered(() => catalog.uploadPart(part, bytes, { signal }), waiting);
      await untilAnswered(() => urls.report(sent), waiting);
      onSent(end - start);
      return;
    } catch (error) {
      // A URL that has expired (403), or an upload that another tab has just completed (404): the API knows.
      refusals += 1;
      if (!(error instanceof PartUploadError && error.status < 500) || refusals === MAX_REFUSALS) {
        throw error;
      }
      urls.expire();
    }
  }
}

import {
  type CatalogClient,
  CatalogProblemError,
  type Import,
  type UploadedPart,
} from '@async-catalog/client';

export type ImportUpload = NonNullable<Import['upload']>;
type Part = ImportUpload['parts'][number];

/** Parts in one report: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html pages them by as many. */
const MAX_REPORTED = 100;

/** Time before its end in which a URL isn't used any more: a part takes its time. */
const MARGIN_MS = 60_000;

/** The import takes no more parts: another tab has started it, or somebody has cancelled it. */
export class UploadOverError extends Error {
  override readonly name = 'UploadOverError';
}

/** Reports parts, one request at a time, and keeps the URLs that each answer brings. */
export function createPartUrls(
  catalog: Pick<CatalogClient, 'recordParts'>,
  importId: string,
  upload: ImportUpload,
  signal: AbortSignal,
) {
  let parts = new Map<number, Part>();
  let received: ReadonlySet<number> = new Set();
  let expireAt = 0;
  let last: Promise<void> = Promise.resolve();
  const waiting: UploadedPart[] = [];

  function take(answer: ImportUpload): void {
    parts = new Map(answer.parts.map((part) => [part.number, part]));
    received = new Set(answer.received);
    expireAt = Date.parse(answer.urlsExpireAt) - MARGIN_MS;
  }
  async function send(): Promise<void> {
    const sent = waiting.splice(0, MAX_REPORTED);
    try {
      const answer = await catalog.recordParts(importId, sent, { signal });
      if (answer.upload === undefined) {
        throw new UploadOverError();
      }
      take(answer.upload);
    } catch (error) {
      waiting.unshift(...sent);
      throw isOver(error) ? new UploadOverError() : error;
    }
  }
  /** Runs after what is being sent, whether that succeeds or not. */
  function queue(isNeeded: () => boolean): Promise<void> {
    last = last.catch(() => undefined).then(() => (isNeeded() ? send() : undefined));
    return last;
  }
  const valid = (number: number): Part | undefined => (Date.now() < expireAt ? parts.get(number) : undefined);

  take(upload);
  return {
    /** Reports a part, together with others that wait. A second call for the same part reports it if it still waits. */
    report(part: UploadedPart): Promise<void> {
      const isNew = !waiting.some(({ number }) => number === part.number);
      if (isNew) {
        waiting.push(part);
      }
      return queue(() => waiting.length > 0);
    },
    /** Finds the URL of a part, and asks for new ones where none is still valid; none for a part that another tab has sent. */
    async partOf(number: number): Promise<Part | undefined> {
      if (valid(number) === undefined) {
        await queue(() => valid(number) === undefined);
      }
      const part = valid(number);
      if (part === undefined && !received.has(number)) {
        throw new Error(`the API gives no URL for part ${number}`);
      }
      return part;
    },
    /** Forgets the URLs: the storage refused one of them. */
    expire(): void {
      expireAt = 0;
    },
  };
}

const OVER: ReadonlySet<string | undefined> = new Set(['IMPORT_STARTED', 'IMPORT_ENDED']);

/** Tells whether the API says that the import was started, or has ended. */
export function isOver(error: unknown): boolean {
  return error instanceof UploadOverError || (error instanceof CatalogProblemError && OVER.has(error.code));
}

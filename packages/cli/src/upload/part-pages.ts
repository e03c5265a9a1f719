import type { CatalogClient, Import, UploadedPart } from '@async-catalog/client';
import { ImpossibleError } from '../errors.ts';

/** Parts of a file that are there, and URLs of the next ones. */
export type ImportUpload = NonNullable<Import['upload']>;

/** Time before its end in which a URL isn't used any more: a part takes its time. */
const MARGIN_MS = 60_000;

/** S3's limit of parts in one request. */
const MAX_RECORDED = 100;

/** Creates the list of the next parts' URLs, which each answer to a recorded part brings. Requests are sent one at a time. */
export function createPartPages(options: {
  readonly catalog: Pick<CatalogClient, 'recordParts'>;
  readonly importId: string;
  readonly upload: ImportUpload;
  readonly signal: AbortSignal;
}) {
  const { catalog, importId, signal } = options;
  let urls = new Map<number, string>();
  let expireAt = 0;
  let last = Promise.resolve();
  const waiting: UploadedPart[] = [];

  function take({ parts, urlsExpireAt }: ImportUpload): void {
    urls = new Map(parts.map(({ number, url }) => [number, url]));
    expireAt = Date.parse(urlsExpireAt) - MARGIN_MS;
  }

  async function send(): Promise<void> {
    const parts = waiting.splice(0, MAX_RECORDED);
    const { status, upload } = await catalog.recordParts(importId, parts, { signal });
    if (upload === undefined) {
      throw new ImpossibleError('UPLOAD_ENDED', `The import is ${status}: it takes no more parts.`);
    }
    take(upload);
  }

  take(options.upload);
  return {
    /** Records a part, together with others that wait. */
    record(part: UploadedPart): Promise<void> {
      waiting.push(part);
      last = last.then(() => (waiting.length > 0 ? send() : undefined));
      return last;
    },

    /** Finds the URL of a part, and asks for a new one if there is none that is still valid. */
    async urlOf(number: number): Promise<string> {
      const valid = (): string | undefined => (Date.now() < expireAt ? urls.get(number) : undefined);
      if (valid() === undefined) {
        last = last.then(() => (valid() === undefined ? send() : undefined));
        await last;
      }
      const url = urls.get(number);
      if (url === undefined) {
        throw new ImpossibleError(
          'UPLOAD_ENDED',
          `The API gives no URL for part ${number}. Run the command again.`,
        );
      }
      return url;
    },

    /** Forgets the URLs, if this one is still among them. */
    expire(url: string): void {
      if ([...urls.values()].includes(url)) {
        urls.clear();
      }
    },
  };
}

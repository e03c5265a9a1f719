import type { CatalogClient, Import } from '@async-catalog/client';
import { describe, expect, it } from 'vitest';
import { createPartUrls, type ImportUpload, UploadOverError } from './part-urls.ts';

const HOUR_MS = 3_600_000;

function upload(received: readonly number[], parts: readonly number[], validMs = HOUR_MS): ImportUpload {
  return {
    partBytes: 8,
    partCount: 4,
    received: [...received],
    parts: parts.map((number) => ({ number, size: 8, url: `https://bucket.example/${number}` })),
    urlsExpireAt: new Date(Date.now() + validMs).toISOString(),
  };
}

/** An API that answers in turn, and notes what it was asked. */
function setUp(first: ImportUpload, answers: (ImportUpload | undefined | Error)[]) {
  const asked: number[][] = [];
  const catalog: Pick<CatalogClient, 'recordParts'> = {
    async recordParts(_id, parts) {
      asked.push(parts.map(({ number }) => number));
      const answer = answers.shift();
      if (answer instanceof Error) {
        throw answer;
      }
      return { status: 'uploading', ...(answer && { upload: answer }) } as Import;
    },
  };
  return { asked, urls: createPartUrls(catalog, 'id', first, new AbortController().signal) };
}

describe('part URLs', () => {
  it('uses the URLs that are there, and those that a report brings', async () => {
    const { asked, urls } = setUp(upload([], [1, 2]), [upload([1], [2, 3])]);

    expect(await urls.partOf(1)).toMatchObject({ number: 1 });
    await urls.report({ number: 1, etag: 'a' });
    expect(await urls.partOf(3)).toMatchObject({ number: 3 });
    expect(asked).toEqual([[1]]);
  });

  it('reports parts together that come while a report is sent', async () => {
    const { asked, urls } = setUp(upload([], [1, 2, 3]), [upload([1], []), upload([1, 2, 3], [])]);

    await Promise.all([1, 2, 3].map((number) => urls.report({ number, etag: 'a' })));
    expect(asked.flat().toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['are about to expire', (urls: ReturnType<typeof createPartUrls>) => urls, 59_000],
    ['were refused', (urls: ReturnType<typeof createPartUrls>) => (urls.expire(), urls), HOUR_MS],
  ])('asks once for new ones where they %s', async (_, prepare, validMs) => {
    const { asked, urls } = setUp(upload([], [1, 2], validMs), [upload([], [1, 2])]);

    await Promise.all([prepare(urls).partOf(1), urls.partOf(2)]);
    expect(asked).toEqual([[]]);
  });

  it('answers none for a part that another tab has sent', async () => {
    const { urls } = setUp(upload([], [1]), [upload([1, 2], [3])]);

    expect(await urls.partOf(2)).toBeUndefined();
  });

  it('sends a report again that was not answered', async () => {
    const { asked, urls } = setUp(upload([], [1]), [new TypeError('no network'), upload([1], [])]);

    await expect(urls.report({ number: 1, etag: 'a' })).rejects.toThrow('no network');
    await urls.report({ number: 1, etag: 'a' });
    expect(asked).toEqual([[1], [1]]);
  });

  it('ends where the import takes no more parts', async () => {
    const { urls } = setUp(upload([], [1]), [undefined]);

    await expect(urls.report({ number: 1, etag: 'a' })).rejects.toBeInstanceOf(UploadOverError);
  });
});

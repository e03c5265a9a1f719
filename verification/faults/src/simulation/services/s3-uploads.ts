import { errorOf, etagOf, type StoredObject } from './s3-objects.ts';
import type { Call, Request, Response } from './service.ts';

/**
 * Simulates multipart uploads. One that was completed or aborted is gone.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
export function createUploads(store: (key: string, sentAt: number, object: StoredObject) => void) {
  const uploads = new Map<string, Map<number, string>>();
  let count = 0;

  function create(): Response {
    count += 1;
    uploads.set(`upload-${count}`, new Map());
    return {
      status: 200,
      body: `<InitiateMultipartUploadResult><UploadId>upload-${count}</UploadId></InitiateMultipartUploadResult>`,
    };
  }

  function putPart(id: string, number: number, { body }: Request): Response {
    const parts = uploads.get(id);
    if (parts === undefined) {
      return errorOf(404, 'NoSuchUpload');
    }
    parts.set(number, body);
    return { status: 200, body: '', headers: { etag: etagOf(body) } };
  }

  function complete(id: string, key: string, { body, sentAt }: Request): Response {
    const parts = uploads.get(id);
    if (parts === undefined) {
      return errorOf(404, 'NoSuchUpload');
    }
    const named = body.matchAll(/<Part>.*?<\/Part>/gs).map(([part]) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      etag: /<ETag>(.*?)</.exec(part)?.[1]?.replaceAll(/&quot;|"/g, ''),
    }));
    const texts: string[] = [];
    for (const { number, etag } of named) {
      const text = parts.get(number);
      if (text === undefined || etagOf(text) !== `"${etag}"`) {
        return errorOf(400, 'InvalidPart');
      }
      texts.push(text);
    }
    uploads.delete(id);
    const whole = texts.join('');
    const etag = `${etagOf(whole).slice(0, -1)}-${texts.length}"`;
    store(key, sentAt, { body: whole, metadata: {}, etag });
    return {
      status: 200,
      body: `<CompleteMultipartUploadResult><ETag>${etag.replaceAll('"', '&quot;')}</ETag></CompleteMultipartUploadResult>`,
    };
  }

  function abort(id: string): Response {
    return uploads.delete(id) ? { status: 204, body: '' } : errorOf(404, 'NoSuchUpload');
  }

  return {
    /** Parses a call about an upload; `undefined` for any other. */
    parseCall(key: string, request: Request): Call | undefined {
      const { method, query } = request;
      const id = String(query['uploadId']);
      if (method === 'POST' && 'uploads' in query) {
        return { point: 'bucket.CreateMultipartUpload', execute: create };
      }
      if (!('uploadId' in query)) {
        return undefined;
      }
      if (method === 'PUT') {
        const number = Number(query['partNumber']);
        return { point: 'bucket.UploadPart', execute: () => putPart(id, number, request) };
      }
      return method === 'POST'
        ? { point: 'bucket.CompleteMultipartUpload', execute: () => complete(id, key, request) }
        : { point: 'bucket.AbortMultipartUpload', execute: () => abort(id) };
    },
  };
}

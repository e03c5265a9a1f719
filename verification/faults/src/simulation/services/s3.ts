import { createUploads } from './s3-uploads.ts';
import { errorOf, etagOf, type StoredObject } from './s3-objects.ts';
import type { Rejection, Request, Response, Service } from './service.ts';

export type { StoredObject } from './s3-objects.ts';

export interface S3 extends Service {
  readonly objects: ReadonlyMap<string, StoredObject>;
}

/**
 * Simulates the calls of the apps to one bucket, in the REST protocol of S3. Of two concurrent puts, the
 * later request wins, even if it is executed first:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
 */
export function createS3(): S3 {
  const objects = new Map<string, StoredObject>();
  const puts = new Map<string, number>();

  function store(key: string, sentAt: number, object: StoredObject): void {
    if (sentAt >= (puts.get(key) ?? 0)) {
      objects.set(key, object);
      puts.set(key, sentAt);
    }
  }
  const uploads = createUploads(store);

  function put(key: string, { body, headers, sentAt }: Request): Response {
    if (headers['if-none-match'] === '*' && objects.has(key)) {
      return errorOf(412, 'PreconditionFailed');
    }
    const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'));
    const etag = etagOf(body);
    store(key, sentAt, { body, metadata: Object.fromEntries(metadata), etag });
    return { status: 200, body: '', headers: { etag } };
  }

  function list(prefix: string, startAfter: string): Response {
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > startAfter).sort();
    const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return {
      status: 200,
      body: `<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`,
    };
  }

  function get(key: string, { headers }: Request): Response {
    const object = objects.get(key);
    if (object === undefined) {
      return errorOf(404, 'NoSuchKey');
    }
    const { body, metadata, etag } = object;
    if (headers['if-match'] !== undefined && headers['if-match'] !== etag) {
      return errorOf(412, 'PreconditionFailed');
    }
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers['range'] ?? '') ?? [];
    if (first === undefined) {
      return { status: 200, body, headers: { ...metadata, etag }, streamed: true };
    }
    const bytes = Buffer.from(body);
    if (Number(first) >= bytes.length) {
      return errorOf(416, 'InvalidRange');
    }
    const range = bytes.subarray(Number(first), Number(last) + 1);
    const end = Number(first) + range.length - 1;
    return {
      status: 206,
      body: range.toString(),
      headers: { ...metadata, etag, 'content-range': `bytes ${first}-${end}/${bytes.length}` },
      streamed: true,
    };
  }

  function head(key: string): Response {
    const object = objects.get(key);
    return object === undefined
      ? { status: 404, body: '' }
      : { status: 200, body: '', headers: { ...object.metadata, etag: object.etag } };
  }

  return {
    objects,
    parseCall(request) {
      const { method, path, query } = request;
      // Path style: /bucket/key
      const key = decodeURIComponent(path.split('/').slice(2).join('/'));
      const ofUpload = uploads.parseCall(key, request);
      if (ofUpload !== undefined) {
        return ofUpload;
      }
      if (method === 'PUT') {
        return { point: `bucket.PutObject ${objectKindOf(key)}`, execute: () => put(key, request) };
      }
      if (method === 'HEAD') {
        return { point: `bucket.HeadObject ${objectKindOf(key)}`, execute: () => head(key) };
      }
      return 'list-type' in query
        ? {
            point: 'bucket.ListObjectsV2',
            execute: () => list(String(query['prefix']), String(query['start-after'])),
          }
        : { point: `bucket.GetObject ${objectKindOf(key)}`, execute: () => get(key, request) };
    },
    reject: (rejection) => errorOf(...REJECTIONS[rejection]),
  };
}

const REJECTIONS: Readonly<Record<Rejection, [status: number, code: string]>> = {
  throttled: [503, 'SlowDown'],
  failed: [500, 'InternalError'],
  denied: [403, 'AccessDenied'],
  gone: [404, 'NoSuchBucket'],
};

/** Tells the kind of an object from its key, for the names of points. */
function objectKindOf(key: string): string {
  if (key.includes('/parts/')) {
    return 'part';
  }
  const name = key.split('/').at(-1) ?? '';
  if (key.startsWith('imports/')) {
    return `import ${name}`;
  }
  return name.includes('.') ? name : 'product report';
}

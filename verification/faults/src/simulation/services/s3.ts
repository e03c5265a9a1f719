import type { Rejection, Request, Response, Service } from './service.ts';

export interface StoredObject {
  readonly body: string;
  /** Header names and values of its metadata: `x-amz-meta-settlements`. */
  readonly metadata: Readonly<Record<string, string>>;
}

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

  function put(key: string, { body, headers, sentAt }: Request): Response {
    if (sentAt >= (puts.get(key) ?? 0)) {
      const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'));
      objects.set(key, { body, metadata: Object.fromEntries(metadata) });
      puts.set(key, sentAt);
    }
    return { status: 200, body: '' };
  }

  function list(prefix: string, startAfter: string): Response {
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > startAfter).sort();
    const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return {
      status: 200,
      body: `<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`,
    };
  }

  function get(key: string): Response {
    const object = objects.get(key);
    return object === undefined
      ? error(404, 'NoSuchKey')
      : { status: 200, body: object.body, headers: object.metadata, streamed: true };
  }

  return {
    objects,
    parseCall(request) {
      const { method, path, query } = request;
      // Path style: /bucket/key
      const key = decodeURIComponent(path.split('/').slice(2).join('/'));
      if (method === 'PUT') {
        return { point: `bucket.PutObject ${objectKindOf(key)}`, execute: () => put(key, request) };
      }
      return 'list-type' in query
        ? {
            point: 'bucket.ListObjectsV2',
            execute: () => list(String(query['prefix']), String(query['start-after'])),
          }
        : { point: `bucket.GetObject ${objectKindOf(key)}`, execute: () => get(key) };
    },
    reject: (rejection) => error(...REJECTIONS[rejection]),
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
  return name.includes('.') ? name : 'product report';
}

function error(status: number, code: string): Response {
  return { status, body: `<Error><Code>${code}</Code><Message>simulated</Message></Error>` };
}

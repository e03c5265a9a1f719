import type { Answer, Service } from './answer.ts';

export interface S3 extends Service {
  readonly objects: ReadonlyMap<string, string>;
}

/**
 * One bucket: the calls that the apps make, in the REST protocol of S3. Of two that are put at once, the later request wins, also where
 * it is done first: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
 */
export function createS3(): S3 {
  const objects = new Map<string, string>();
  const puts = new Map<string, number>();

  function put(key: string, body: string, sentAt: number): Answer {
    if (sentAt >= (puts.get(key) ?? 0)) {
      objects.set(key, body);
      puts.set(key, sentAt);
    }
    return { status: 200, body: '' };
  }

  function list(prefix: string): Answer {
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return {
      status: 200,
      body: `<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`,
    };
  }

  function get(key: string): Answer {
    const body = objects.get(key);
    return body === undefined ? error(404, 'NoSuchKey') : { status: 200, body, streamed: true };
  }

  return {
    objects,
    callOf({ method, path, query, body, sentAt }) {
      // Path style: /bucket/key
      const key = decodeURIComponent(path.split('/').slice(2).join('/'));
      if (method === 'PUT') {
        return { point: `bucket.PutObject ${kindOf(key)}`, execute: () => put(key, body, sentAt) };
      }
      return 'list-type' in query
        ? { point: 'bucket.ListObjectsV2', execute: () => list(String(query['prefix'])) }
        : { point: `bucket.GetObject ${kindOf(key)}`, execute: () => get(key) };
    },
    refuse: (refusal) => (refusal === 'throttled' ? error(503, 'SlowDown') : error(500, 'InternalError')),
  };
}

/** What an object is to the apps, from the shape of its key. */
function kindOf(key: string): string {
  if (key.includes('/parts/')) {
    return 'part';
  }
  const name = key.split('/').at(-1) ?? '';
  return name.includes('.') ? name : 'product report';
}

function error(status: number, code: string): Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>simulated</Message></Error>` };
}

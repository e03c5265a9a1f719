import type { buildApp } from 'fauxqs';
import type { S3Store } from 'fauxqs/dist/s3/s3Store.js';
import type { BucketCors } from './bucket-cors.ts';
import { checkRead, checkWrite } from './check-preconditions.ts';
import { checkSignature } from './check-signature.ts';
import { checkSignedUrl, type Query } from './check-signed-url.ts';
import { checkSupported } from './check-supported.ts';
import { keepFormBodies } from './form-bodies.ts';
import { overriddenHeaders } from './override-headers.ts';
import { parseCorsRules } from './parse-cors-rules.ts';
import { type S3Refusal, toXml } from './s3-error.ts';

interface Target {
  readonly bucket?: string;
  readonly '*'?: string;
}

interface S3Extension {
  readonly store: S3Store;
  readonly cors: BucketCors;
  /** True while every call fails. */
  readonly bucketOut?: () => boolean;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const OUT: S3Refusal = {
  status: 500,
  code: 'InternalError',
  message: 'We encountered an internal error. Please try again. The local cloud was asked to fail.',
};

/**
 * Adds to fauxqs what it ignores of S3: the conditions of writes, the end and the length of presigned URLs, the headers that a reader wants, and the CORS rules
 * of a bucket. Call it after all other hooks: between a condition and its write, nothing else may run.
 */
export function extendS3(app: ReturnType<typeof buildApp>, { store, cors, bucketOut }: S3Extension): void {
  keepFormBodies(app);
  app.addHook('preHandler', (request, reply, done) => {
    const { bucket, '*': key = '' } = request.params as Target;
    if (bucket === undefined) {
      done();
      return;
    }
    const { method, headers } = request;
    const query = request.query as Query;
    const isRead = method === 'GET' || method === 'HEAD';
    const isWrite =
      (method === 'PUT' && !('uploadId' in query)) || (method === 'POST' && 'uploadId' in query);
    const etag = isRead || isWrite ? etagOf(store, bucket, key) : undefined;
    const refusal =
      (bucketOut?.() === true ? OUT : undefined) ??
      checkSupported(method, key !== '', query) ??
      checkSignedUrl(query, new Date()) ??
      checkSignature(method, request.originalUrl, headers) ??
      (isRead ? checkRead(headers, etag) : undefined) ??
      (isWrite ? checkWrite(headers, etag) : undefined);
    if (refusal !== undefined) {
      void reply
        .code(refusal.status)
        .type('application/xml')
        .send(method === 'HEAD' ? '' : toXml(refusal));
    } else if ('cors' in query) {
      cors.setRules(bucket, parseCorsRules(String(request.body)));
      void reply.code(200).send();
    } else {
      if (headers['if-match'] !== undefined && etag !== undefined) {
        // fauxqs compares text: neither `*` nor an ETag without its quotes would be the object's.
        headers['if-match'] = etag;
      }
      done();
    }
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { '*': key = '' } = (request.params ?? {}) as Target;
    if (request.method === 'GET' && key !== '' && (reply.statusCode === 200 || reply.statusCode === 206)) {
      for (const [name, value] of overriddenHeaders(request.query as Query)) {
        reply.header(name, value);
      }
    }
    done(null, payload);
  });
}

function etagOf(store: S3Store, bucket: string, key: string): string | undefined {
  try {
    return key === '' ? undefined : store.headObject(bucket, key).etag;
  } catch {
    // There is no such object, or no such bucket, which fauxqs answers.
    return undefined;
  }
}

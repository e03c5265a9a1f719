import type { Query } from './check-signed-url.ts';
import type { S3Refusal } from './s3-error.ts';

/** Parameters that choose an operation, by those for which fauxqs, or this package, has it. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  attributes: ['GET object'],
  cors: ['PUT bucket'],
  delete: ['POST bucket'],
  lifecycle: ['GET bucket', 'PUT bucket', 'DELETE bucket'],
  renameObject: ['PUT object'],
  uploads: ['POST object'],
  uploadId: ['PUT object', 'POST object', 'DELETE object'],
};

/** Parameters of operations, which choose none. */
const PARAMETERS = new Set(
  'list-type prefix delimiter max-keys start-after continuation-token marker partNumber x-id'.split(' '),
);

/** Parameters that are part of a signature, or that fauxqs is extended by. */
const PREFIXES = /^(?:x-amz-|response-)/i;

/**
 * Refuses every operation that fauxqs would take for another one: it answers `ListParts`, `GetObjectTagging` and so on with the object itself.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function checkSupported(method: string, isObject: boolean, query: Query): S3Refusal | undefined {
  const target = `${method} ${isObject ? 'object' : 'bucket'}`;
  const unknown = Object.keys(query).find(
    (name) => !PARAMETERS.has(name) && !PREFIXES.test(name) && OPERATIONS[name]?.includes(target) !== true,
  );
  return unknown === undefined
    ? undefined
    : {
        status: 501,
        code: 'NotImplemented',
        message: `The local cloud has no ${target} with the parameter ${unknown}.`,
      };
}

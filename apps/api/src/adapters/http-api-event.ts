import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { constants, gzip, type ZlibOptions } from 'node:zlib';
import { CATALOG_API_ID, MAX_PACKING_RATIO, ProblemError } from '@async-catalog/http-contract';
import type { SubmissionId } from '@async-catalog/product-schema';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { IntakeRequest } from '../deps.ts';

const compress = promisify<Uint8Array, ZlibOptions, Buffer>(gzip);

/**
 * Size above which a body is compressed, because JSON can double it and Lambda takes 6 MB. For smaller
 * bodies, it isn't worth the time. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const COMPRESS_ABOVE_BYTES = 512 * 1024;

type HttpApiEvent = Omit<APIGatewayProxyEventV2, 'requestContext'> & {
  requestContext: Omit<APIGatewayProxyEventV2['requestContext'], 'authorizer'> & {
    authorizer?: Pick<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']['authorizer'], 'jwt'>;
  };
};

/**
 * Builds the event that API Gateway's HTTP API would send (payload format 2.0).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @throws {ProblemError} `MALFORMED_JSON` if the body isn't UTF-8, because an event can only carry text.
 */
export async function toHttpApiEvent(
  request: IntakeRequest,
  submissionId: SubmissionId,
  now: Date,
): Promise<HttpApiEvent> {
  if (!isUtf8(request.body)) {
    throw new ProblemError('MALFORMED_JSON', 'The body is not valid UTF-8.');
  }
  const large = request.body.byteLength > COMPRESS_ABOVE_BYTES;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.path,
    rawQueryString: request.query,
    headers: { ...request.headers, ...(large && { 'content-encoding': 'gzip' }) },
    requestContext: buildRequestContext(request, submissionId, now),
    body: large
      ? (await pack(request.body)).toString('base64')
      : Buffer.from(request.body.buffer, request.body.byteOffset, request.body.byteLength).toString('utf8'),
    isBase64Encoded: large,
  };
}

/** Packs so that the intake takes it: it refuses what unpacks to too many times its size. */
async function pack(body: Uint8Array): Promise<Buffer> {
  const packed = await compress(body, {});
  // Without repeated strings, a byte takes at least a bit.
  return packed.byteLength * MAX_PACKING_RATIO < body.byteLength
    ? await compress(body, { strategy: constants.Z_HUFFMAN_ONLY })
    : packed;
}

/** API Gateway sets `apiId` and `requestId` itself: no consumer can choose a submission's id. */
function buildRequestContext(
  { caller, method, path }: IntakeRequest,
  submissionId: SubmissionId,
  now: Date,
): HttpApiEvent['requestContext'] {
  return {
    accountId: 'anonymous',
    apiId: CATALOG_API_ID,
    domainName: CATALOG_API_ID,
    domainPrefix: CATALOG_API_ID,
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' },
    requestId: submissionId,
    routeKey: '$default',
    stage: '$default',
    time: now.toISOString(),
    timeEpoch: now.getTime(),
    ...(caller !== undefined && { authorizer: { jwt: { claims: { sub: caller }, scopes: [] } } }),
  };
}

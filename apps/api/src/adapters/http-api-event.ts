import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { constants, gzip, type ZlibOptions } from 'node:zlib';
import { CATALOG_API_ID, MAX_PACKING_RATIO, readContentEncoding } from '@async-catalog/http-contract';
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
 * A body that isn't text, such as a compressed one, goes in base64.
 */
export async function toHttpApiEvent(
  request: IntakeRequest,
  submissionId: SubmissionId,
  now: Date,
): Promise<HttpApiEvent> {
  const packed = readContentEncoding(request.headers['content-encoding']) === 'gzip';
  const large = !packed && request.body.byteLength > COMPRESS_ABOVE_BYTES;
  const binary = packed || large || !isUtf8(request.body);
  const body = large ? await pack(request.body) : toBuffer(request.body);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.path,
    rawQueryString: request.query,
    headers: { ...request.headers, ...(large && { 'content-encoding': 'gzip' }) },
    requestContext: buildRequestContext(request, submissionId, now),
    body: body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary,
  };
}

function toBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
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

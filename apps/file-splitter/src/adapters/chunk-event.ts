import { ANONYMOUS, FILE_SPLITTER_ID, JSON_MEDIA_TYPE, toEventBody } from '@async-catalog/http-contract';
import { buildChunk, type Chunk, chunkKey } from '@async-catalog/product-schema';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { ChunkRequest } from '../core/ports.ts';

/** Event of a chunk. API Gateway sets `apiId` itself, so no consumer can send one. */
export type ChunkEvent = Omit<APIGatewayProxyEventV2, 'requestContext'> & {
  requestContext: Omit<APIGatewayProxyEventV2['requestContext'], 'authorizer'> & {
    authorizer?: Pick<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']['authorizer'], 'jwt'>;
    chunk: Chunk;
  };
};

/**
 * Builds the event of a chunk in the form of an HTTP API's (payload format 2.0).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export async function toChunkEvent(
  { record, number, body: text }: ChunkRequest,
  now: Date,
): Promise<ChunkEvent> {
  const { id, startedAt, caller, requestId, options } = record;
  const { body, isBase64Encoded, isPacked } = await toEventBody(Buffer.from(text));
  const chunk = buildChunk(id, number, startedAt);
  const path = `/imports/${id}/chunks/${number}`;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: options.dryRun ? 'dryRun=true' : '',
    headers: {
      'content-type': JSON_MEDIA_TYPE,
      ...(isPacked && { 'content-encoding': 'gzip' }),
      'idempotency-key': chunkKey(chunk),
      'x-request-id': requestId,
    },
    requestContext: {
      accountId: 'anonymous',
      apiId: FILE_SPLITTER_ID,
      domainName: FILE_SPLITTER_ID,
      domainPrefix: FILE_SPLITTER_ID,
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' },
      requestId: chunk.submissionId,
      routeKey: '$default',
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
      ...(caller !== ANONYMOUS && { authorizer: { jwt: { claims: { sub: caller }, scopes: [] } } }),
      chunk,
    },
    body,
    isBase64Encoded,
  };
}

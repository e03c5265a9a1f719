import { toClaims } from '@async-catalog/caller-limits';
import { CATALOG_API_ID, readContentEncoding, toEventBody } from '@async-catalog/http-contract';
import type { SubmissionId } from '@async-catalog/product-schema';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { IntakeRequest } from '../deps.ts';

type HttpApiEvent = Omit<APIGatewayProxyEventV2, 'requestContext'> & {
  requestContext: Omit<APIGatewayProxyEventV2['requestContext'], 'authorizer'> & {
    authorizer?: Pick<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']['authorizer'], 'jwt'>;
  };
};

/**
 * Builds the event that API Gateway's HTTP API would send (payload format 2.0).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export async function toHttpApiEvent(
  request: IntakeRequest,
  submissionId: SubmissionId,
  now: Date,
): Promise<HttpApiEvent> {
  const { body, isBase64Encoded, isPacked } = await toEventBody(request.body, {
    isPacked: readContentEncoding(request.headers['content-encoding']) === 'gzip',
  });
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.path,
    rawQueryString: request.query,
    headers: { ...request.headers, ...(isPacked && { 'content-encoding': 'gzip' }) },
    requestContext: buildRequestContext(request, submissionId, now),
    body,
    isBase64Encoded,
  };
}

/** API Gateway sets `apiId` and `requestId` itself: no consumer can choose a submission's id. */
function buildRequestContext(
  { caller, quotas, method, path }: IntakeRequest,
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
    ...(caller !== undefined && {
      authorizer: { jwt: { claims: { sub: caller, ...toClaims(quotas) }, scopes: [] } },
    }),
  };
}

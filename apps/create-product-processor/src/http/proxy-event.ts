import { z } from 'zod';

const Headers = z
  .record(z.string(), z.string().nullish())
  .nullish()
  .transform((headers): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(headers ?? {}).flatMap(([name, value]) =>
        value == null ? [] : [[name.toLowerCase(), value]],
      ),
    ),
  );

const body = {
  body: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  isBase64Encoded: z.boolean().nullish(),
};

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format
 */
const HttpApiEvent = z
  .object({
    version: z.literal('2.0'),
    rawPath: z.string(),
    rawQueryString: z.string().default(''),
    headers: Headers,
    requestContext: z.object({ http: z.object({ method: z.string() }), authorizer: z.unknown().optional() }),
    ...body,
  })
  .transform((event) => ({
    method: event.requestContext.http.method,
    path: event.rawPath,
    query: new URLSearchParams(event.rawQueryString),
    headers: event.headers,
    authorizer: event.requestContext.authorizer,
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
  }));

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
const RestApiEvent = z
  .object({
    httpMethod: z.string(),
    path: z.string(),
    queryStringParameters: z.record(z.string(), z.string()).nullish(),
    headers: Headers,
    requestContext: z.object({ authorizer: z.unknown().optional() }).nullish(),
    ...body,
  })
  .transform((event) => ({
    method: event.httpMethod,
    path: event.path,
    query: new URLSearchParams(event.queryStringParameters ?? {}),
    headers: event.headers,
    authorizer: event.requestContext?.authorizer,
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
  }));

/**
 * Event of an API Gateway proxy integration: payload 2.0 of an HTTP API, or 1.0, which REST APIs send too, in
 * one shape. `{ statusCode, headers, body }` answers both.
 */
export const ProxyEvent = z.union([HttpApiEvent, RestApiEvent]);
export type ProxyEvent = z.output<typeof ProxyEvent>;

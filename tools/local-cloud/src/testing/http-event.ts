export interface HttpRequest {
  /** `POST` by default. */
  readonly method?: string;
  /** `/products` by default. */
  readonly path?: string;
  /** Without the question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value becomes JSON; text and bytes stay as they are. */
  readonly body?: unknown;
  readonly authorizer?: unknown;
}

/**
 * Builds an event of payload format 2.0, which HTTP APIs, function URLs and the catalog's own API send.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpApiEvent(request: HttpRequest = {}) {
  const { method = 'POST', path = '/products', query = '', headers = {}, authorizer } = request;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { 'content-type': 'application/json', ...headers },
    requestContext: {
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      domainName: 'api.example',
      requestId: 'JKJaXmPLvHcESHA=',
      stage: '$default',
      ...(authorizer !== undefined && { authorizer }),
    },
    ...encodeBody(request.body),
  };
}

/**
 * Builds an event of payload format 1.0, which REST APIs send.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function restApiEvent(request: HttpRequest = {}) {
  const { method = 'POST', path = '/products', query = '', headers = {}, authorizer = null } = request;
  return {
    resource: path,
    path,
    httpMethod: method,
    headers: { 'Content-Type': 'application/json', ...headers },
    queryStringParameters: query === '' ? null : Object.fromEntries(new URLSearchParams(query)),
    requestContext: { stage: 'prod', authorizer },
    ...encodeBody(request.body),
  };
}

function encodeBody(body: unknown): { body: string | null; isBase64Encoded: boolean } {
  if (body instanceof Uint8Array) {
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
  // `undefined` has no JSON form.
  const text = typeof body === 'string' ? body : (JSON.stringify(body) as string | undefined);
  return { body: text ?? null, isBase64Encoded: false };
}

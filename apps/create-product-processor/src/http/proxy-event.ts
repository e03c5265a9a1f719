import {
  type Limited,
  MAX_CALLER_LENGTH,
  QuotaClaims,
  type Quotas,
  withOwnQuotas,
} from '@async-catalog/caller-limits';
import {
  ANONYMOUS,
  EVERYBODY,
  CATALOG_API_ID,
  FILE_SPLITTER_ID,
  ProblemError,
} from '@async-catalog/http-contract';
import { Chunk, SubmissionId } from '@async-catalog/product-schema';
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
    requestContext: z.object({
      apiId: z.string().optional(),
      requestId: z.string().optional(),
      chunk: Chunk.optional(),
      http: z.object({ method: z.string() }),
      authorizer: z.unknown().optional(),
    }),
    ...body,
  })
  .transform((event) => ({
    method: event.requestContext.http.method,
    path: event.rawPath,
    query: new URLSearchParams(event.rawQueryString),
    rawQuery: event.rawQueryString,
    headers: event.headers,
    authorizer: event.requestContext.authorizer,
    ...readOrigin(event.requestContext),
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
  }));

const MultiValues = z.record(z.string(), z.array(z.string()).nullish()).nullish();

/**
 * `headers` and `queryStringParameters` hold only the last value of each name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
const RestApiEvent = z
  .object({
    httpMethod: z.string(),
    path: z.string(),
    queryStringParameters: z.record(z.string(), z.string()).nullish(),
    multiValueQueryStringParameters: MultiValues,
    headers: Headers,
    multiValueHeaders: MultiValues,
    requestContext: z.object({ authorizer: z.unknown().optional() }).nullish(),
    ...body,
  })
  .transform((event) => ({
    method: event.httpMethod,
    path: event.path,
    query: new URLSearchParams(
      event.multiValueQueryStringParameters == null
        ? (event.queryStringParameters ?? {})
        : toPairs(event.multiValueQueryStringParameters),
    ),
    // The gateway has decoded it.
    rawQuery: '',
    headers: { ...event.headers, ...joinValues(event.multiValueHeaders) },
    authorizer: event.requestContext?.authorizer,
    ...readOrigin({}),
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
  }));

function toPairs(values: z.output<typeof MultiValues>): [string, string][] {
  return Object.entries(values ?? {}).flatMap(([name, all]) =>
    (all ?? []).map((value): [string, string] => [name, value]),
  );
}

/** Joins the values of each header, as an HTTP API does: https://www.rfc-editor.org/rfc/rfc9110#section-5.3 */
function joinValues(values: z.output<typeof MultiValues>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of toPairs(values)) {
    const key = name.toLowerCase();
    joined[key] = joined[key] === undefined ? value : `${joined[key]}, ${value}`;
  }
  return joined;
}

interface OwnContext {
  readonly apiId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly chunk?: Chunk | undefined;
}

/**
 * Tells whether the API sent the event, and reads the id that it then gives the submission, or the chunk that the file
 * splitter sends. Consumers can choose none of these: API Gateway makes the request context.
 */
function readOrigin({ apiId, requestId, chunk }: OwnContext): {
  fromApi: boolean;
  submissionId: SubmissionId | undefined;
  chunk: Chunk | undefined;
} {
  const fromApi = apiId === CATALOG_API_ID;
  return {
    fromApi,
    submissionId: fromApi ? SubmissionId.safeParse(requestId).data : undefined,
    chunk: apiId === FILE_SPLITTER_ID ? chunk : undefined,
  };
}

/**
 * Event of an API Gateway proxy integration: payload 2.0 of an HTTP API, or 1.0, which REST APIs send too, in
 * one shape. `{ statusCode, headers, body }` answers both.
 */
export const ProxyEvent = z.union([HttpApiEvent, RestApiEvent]);
export type ProxyEvent = z.output<typeof ProxyEvent>;

/** Event with the id that its submission gets if it has no idempotency key. */
export type IdentifiedEvent = ProxyEvent & { readonly submissionId: SubmissionId };

const name = z
  .string()
  .min(1)
  .max(MAX_CALLER_LENGTH)
  .refine((caller) => caller !== EVERYBODY);

const Claims = QuotaClaims.extend({ sub: name });

type CallerClaims = z.output<typeof Claims>;

/**
 * The caller, as API Gateway's authorizers name it: JWT (HTTP API), Cognito (REST API), Lambda (REST API).
 */
const Authorizer = z.union([
  z.object({ jwt: z.object({ claims: Claims }) }).transform(({ jwt }) => jwt.claims),
  z.object({ claims: Claims }).transform(({ claims }) => claims),
  QuotaClaims.extend({ principalId: name }).transform(({ principalId, ...own }): CallerClaims => ({
    sub: principalId,
    ...own,
  })),
]);

/**
 * Reads the caller, `anonymous` without an authorizer, and its limits: its own, or the stage's.
 * @throws {ProblemError} `UNAUTHENTICATED` if an authorizer names no caller: unnamed callers must not share
 * submissions. And if its limits can't be read: it must not go without.
 */
export function readCaller(authorizer: unknown, stage: Quotas): Limited {
  if (authorizer === undefined || authorizer === null) {
    return { caller: ANONYMOUS, quotas: stage };
  }
  const parsed = Authorizer.safeParse(authorizer);
  if (!parsed.success) {
    // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2 wants the header.
    throw new ProblemError(
      'UNAUTHENTICATED',
      'The authorizer does not say who is calling, within what limits.',
      {
        headers: { 'www-authenticate': 'Bearer' },
      },
    );
  }
  const { sub, ...own } = parsed.data;
  return { caller: sub, quotas: withOwnQuotas(stage, own) };
}

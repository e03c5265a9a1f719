import type { ErrorCode } from '@async-catalog/product-schema';
import type { RouteConfig } from '@hono/zod-openapi';
import type { Operation } from '../routes/operation.ts';
import { LIMITS } from './headers.ts';
import { problemResponses } from './problem-responses.ts';

type Description = Omit<RouteConfig, 'method' | 'path' | 'security'> & {
  /** Problem codes besides those that every operation, or every operation with a scope, can give. */
  readonly problems?: readonly ErrorCode[];
};

/** Codes that every operation with a scope can give. */
const SCOPED_CODES = ['UNAUTHENTICATED', 'FORBIDDEN', 'TOO_MANY_REQUESTS', 'DEPENDENCY_UNAVAILABLE'] as const;

/** Codes that every operation can give: a repeated header is refused everywhere. */
const COMMON_CODES = ['INVALID_REQUEST', 'INTERNAL_ERROR'] as const;

/** Describes an operation for the OpenAPI document. Method, path and scope come from the operation. */
export function describeOperation(
  { method, path, scope }: Operation,
  { problems = [], responses, ...description }: Description,
): RouteConfig {
  const mediaTypes = Object.keys(description.request?.body?.content ?? {});
  const codes = new Set([...problems, ...(scope === undefined ? [] : SCOPED_CODES), ...COMMON_CODES]);
  return {
    method: method.toLowerCase() as Lowercase<typeof method>,
    path: path.replaceAll(/:(\w+)/g, '{$1}'),
    // The empty requirement is for a service without a token issuer.
    security: scope === undefined ? [] : [{ accessToken: [scope] }, {}],
    ...description,
    responses: withLimits(scope, {
      ...responses,
      ...problemResponses([...codes], { method, path, scope, mediaTypes }),
    }),
  };
}

/** Adds the headers of the caller's limits to every response of an operation with a scope. */
function withLimits(
  scope: Operation['scope'],
  responses: RouteConfig['responses'],
): RouteConfig['responses'] {
  return scope === undefined
    ? responses
    : Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [
          status,
          { ...response, headers: { ...headersOf(response), ...LIMITS } },
        ]),
      );
}

function headersOf(response: RouteConfig['responses'][string]): object {
  return 'headers' in response ? { ...(response.headers as object) } : {};
}

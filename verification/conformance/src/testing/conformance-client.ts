import { document, expectConforming } from '@async-catalog/api/testing/conformance';

/** A request, with or without a token. */
export interface ConformanceRequest extends Omit<RequestInit, 'headers'> {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Creates a client that checks each answer against the OpenAPI document and remembers the operations and
 * statuses it saw.
 */
export function createConformanceClient(baseUrl: string) {
  const seen = new Set<string>();
  return {
    seen: seen as ReadonlySet<string>,
    /** @throws {Error} when the document doesn't list the answer. */
    async send(
      method: string,
      path: string,
      { token, headers, ...init }: ConformanceRequest = {},
    ): Promise<Response> {
      const response = await fetch(new URL(path, baseUrl), {
        method,
        headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
        ...init,
      });
      const statusOfOperation = await expectConforming(method, path, response);
      if (statusOfOperation !== undefined) {
        seen.add(statusOfOperation);
      }
      return response;
    },
  };
}

interface Operation {
  readonly method: string;
  readonly template: string;
  readonly secured: boolean;
  readonly statuses: readonly string[];
}

/** All operations of the document. */
export const OPERATIONS: readonly Operation[] = Object.entries(document.paths).flatMap(
  ([template, operations]) =>
    Object.entries(operations).map(([method, { security, responses }]) => ({
      method: method.toUpperCase(),
      template,
      secured: security.length > 0,
      statuses: Object.keys(responses),
    })),
);

import { document, expectConforming } from '@async-catalog/api/testing/conformance';

/** A request, and whose token it carries. */
export interface Sent extends Omit<RequestInit, 'headers'> {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests, holds each answer against the OpenAPI document, and remembers which operations and statuses it saw. */
export function createWitness(baseUrl: string) {
  const seen = new Set<string>();
  return {
    seen: seen as ReadonlySet<string>,
    /** @throws {Error} when the document doesn't list the answer. */
    async send(method: string, path: string, { token, headers, ...init }: Sent = {}): Promise<Response> {
      const response = await fetch(new URL(path, baseUrl), {
        method,
        headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
        ...init,
      });
      const what = await expectConforming(method, path, response);
      if (what !== undefined) {
        seen.add(what);
      }
      return response;
    },
  };
}

interface Listed {
  readonly method: string;
  readonly template: string;
  readonly secured: boolean;
  readonly statuses: readonly string[];
}

/** Every operation that the document lists. */
export const OPERATIONS: readonly Listed[] = Object.entries(document.paths).flatMap(
  ([template, operations]) =>
    Object.entries(operations).map(([method, { security, responses }]) => ({
      method: method.toUpperCase(),
      template,
      secured: security.length > 0,
      statuses: Object.keys(responses),
    })),
);

import { invoke } from './lambda.ts';
import type { Process } from './process.ts';

export interface ApiClientOptions {
  readonly request: (path: string, init: RequestInit) => Promise<Response>;
  readonly newProcess: (name: string) => Process;
}

export interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly body: unknown;
}

export const API_TIMEOUT_MS = 29_000;

/** Sends one request; `undefined` where no answer comes. */
export type Send = (path: string, init: RequestInit) => Promise<Answer | undefined>;

/** Creates a client of the API that ships, each request of which is a process that can crash. */
export function createApiClient({ request, newProcess }: ApiClientOptions): Send {
  return async (path, init) => {
    const api = {
      async handler() {
        const response = await request(path, init);
        return { status: response.status, etag: '', body: await response.json() };
      },
      timeoutMs: API_TIMEOUT_MS,
    };
    const invoked = await invoke(api, undefined, newProcess('api'));
    return invoked.kind === 'completed' ? invoked.result : undefined;
  };
}

export function codeOf(answer: Answer | undefined): unknown {
  return (answer?.body as { readonly code?: unknown } | undefined)?.code;
}

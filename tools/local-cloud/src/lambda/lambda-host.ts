import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { DevelopmentBuild, EventSourceMappingSpec, FunctionSpec } from '../model.ts';
import { refuseWebsites } from '../refuse-websites.ts';
import { createFunctionLookup } from './function-lookup.ts';
import type { ReplacedCode } from './instance-pool.ts';
import { createInvokeListener } from './invoke-listener.ts';
import { MAX_EVENT_BYTES } from './invoke-limits.ts';
import type { InvokeResult } from './invoke-result.ts';
import { createInvoker, type OnLog } from './invoker.ts';
import { createReadApi } from './read-api.ts';
import { eventTooLarge } from './refusals.ts';

export interface LambdaHostOptions {
  readonly functions: readonly FunctionSpec[];
  /** Mappings that are shown; the caller polls for them. None by default. */
  readonly mappings?: readonly EventSourceMappingSpec[];
  /** `0` takes a free one. */
  readonly port: number;
  /** Variables that every function gets besides its own: endpoints, region, credentials. */
  readonly environment: Readonly<Record<string, string>>;
  /** Chooses where functions find the Invoke API, given its own address; that address by default. */
  readonly endpointOf?: (url: string) => Promise<string>;
  /** False lets functions take any time, since a debugger may hold them; true by default. */
  readonly timeouts?: boolean;
  /** Asked at each invocation: true if its instance ends at the first request that the function sends. */
  readonly crash?: (functionName: string) => boolean;
  readonly onLog: OnLog;
}

export interface LambdaHost {
  /** `http://127.0.0.1:PORT`: Lambda's Invoke API, and reads of its configuration. Functions get it as `AWS_ENDPOINT_URL_LAMBDA`. */
  readonly url: string;
  /**
   * Invokes a function synchronously, as the Invoke API does, but without HTTP. The function finds the trace header in its environment, and
   * its SDK clients send it.
   */
  invoke(functionName: string, payload: string, traceHeader?: string): Promise<InvokeResult>;
  /**
   * Gives further events of a function other code, once it has loaded; running events end with theirs.
   * `signal` ends one that is loading.
   *
   * @throws {CodeError} if it doesn't load, and everything stays as it is.
   */
  replaceCode(functionName: string, build: DevelopmentBuild, signal?: AbortSignal): Promise<ReplacedCode>;
  /**
   * Kills instances of a function, busy ones first: all of them, or at most `most`. Resolves to the number of
   * events that this interrupted; they are answered with `Runtime.ExitError`.
   */
  killInstances(functionName: string, most?: number): Promise<number>;
  /** Refuses new events, waits for running ones, then stops the instances and the server. */
  close(): Promise<void>;
}

/** @throws the system's own error if the port isn't available (`EADDRINUSE`, `EACCES`). */
export async function createLambdaHost(options: LambdaHostOptions): Promise<LambdaHost> {
  // Keeps idle connections for long: one that closes just as a client reuses it fails the client's request.
  const server = createServer({ keepAliveTimeout: 65_000 });
  const listening = once(server, 'listening');
  server.listen(options.port, '127.0.0.1');
  await listening;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoint = (await options.endpointOf?.(url)) ?? url;
  const environment = { ...options.environment, AWS_ENDPOINT_URL_LAMBDA: endpoint };
  const invoker = createInvoker({ timeouts: true, ...options, environment });

  const { functions, mappings = [] } = options;
  const find = createFunctionLookup(functions);
  const read = createReadApi({ functions, mappings, find, startedAt: new Date() });

  const responses = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    responses.add(response);
    response.on('close', () => responses.delete(response));
  });
  server.on('request', createInvokeListener(invoker, read, options.onLog));
  refuseWebsites(server);

  return {
    url,
    async invoke(functionName, payload, traceHeader) {
      if (Buffer.byteLength(payload) > MAX_EVENT_BYTES.RequestResponse) {
        return eventTooLarge(MAX_EVENT_BYTES.RequestResponse);
      }
      const prepared = invoker.prepare(functionName, payload);
      return prepared.kind === 'refused' ? prepared : prepared.run(traceHeader);
    },
    replaceCode: (functionName, build, signal) => invoker.replaceCode(functionName, build, signal),
    killInstances: (functionName, most = Infinity) => invoker.killInstances(functionName, most),
    async close() {
      await invoker.close();
      // Node's own close cuts off a response that has been written but not yet sent.
      const answering = [...responses].filter((response) => response.req.complete);
      await Promise.all(answering.map((response) => once(response, 'close')));
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

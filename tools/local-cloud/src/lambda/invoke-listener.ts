import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { readInvokeRequest, writeInvokeResult, writeReadResult } from './invoke-http.ts';
import type { Invoker, OnLog, PreparedInvocation } from './invoker.ts';
import type { ReadApi } from './read-api.ts';
import { hostFailed } from './refusals.ts';

/**
 * Serves the Invoke API, and reads of the configuration, over HTTP. An `Event` runs once, without Lambda's two retries and its queue for
 * throttled events.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createInvokeListener(invoker: Invoker, read: ReadApi, onLog: OnLog): RequestListener {
  async function runInBackground({ functionName, run }: PreparedInvocation): Promise<void> {
    const result = await run().catch((error: unknown) => hostFailed(String(error)));
    if (result.kind === 'refused') {
      onLog(functionName, `Event dropped: ${result.message}`, Date.now());
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answered =
      request.method === 'GET' ? read(new URL(request.url ?? '/', 'http://localhost')) : undefined;
    if (answered !== undefined) {
      return writeReadResult(response, answered);
    }
    const asked = await readInvokeRequest(request);
    if (asked.kind === 'refused') {
      return writeInvokeResult(response, asked);
    }
    const prepared = invoker.prepare(asked.functionName, asked.payload, asked.qualifier);
    if (prepared.kind === 'refused') {
      return writeInvokeResult(response, prepared);
    }
    if (asked.type === 'RequestResponse') {
      return writeInvokeResult(response, await prepared.run(), asked.wantsLogTail);
    }
    response.statusCode = asked.type === 'DryRun' ? 204 : 202;
    response.end();
    return asked.type === 'Event' ? runInBackground(prepared) : undefined;
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) {
        writeInvokeResult(response, hostFailed(String(error)));
      }
    });
  };
}

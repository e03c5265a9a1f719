import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getMetricData, type ReadSeries } from './get-metric-data.ts';

const TARGET = 'GraniteServiceVersion20100801.GetMetricData';

/** Far more than 500 queries take. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Serves GetMetricData in the JSON protocol, which the SDK speaks.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function createCloudWatchListener(read: ReadSeries): RequestListener {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = String(request.headers['x-amz-target']);
    if (request.method !== 'POST' || target !== TARGET) {
      return sendError(response, 'UnknownOperationException', `${target} is not run locally.`);
    }
    const body = await readJson(request);
    if (body === undefined) {
      return sendError(response, 'SerializationException', 'The body is no JSON of at most 1 MiB.');
    }
    const result = getMetricData(body, read);
    return 'message' in result
      ? sendError(response, 'InvalidParameterValueException', result.message)
      : send(response, 200, result);
  }

  return (request, response) => {
    // The caller hung up.
    answer(request, response).catch(() => response.destroy());
  };
}

/** Reads the body. Resolves to `undefined` if it is too large or no JSON. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early must not end the connection: the client still needs its answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) {
      return undefined;
    }
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks, size).toString()) as unknown;
  } catch {
    return undefined;
  }
}

function sendError(response: ServerResponse, code: string, message: string): void {
  send(response, 400, { __type: `com.amazonaws.cloudwatch#${code}`, message });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}

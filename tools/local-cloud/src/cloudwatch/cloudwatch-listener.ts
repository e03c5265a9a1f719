import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { filterLogEvents } from './filter-log-events.ts';
import { getMetricData, type ReadSeries, type Refusal } from './get-metric-data.ts';
import type { LogStore } from './log-store.ts';

/** Far more than 500 queries take. */
const MAX_BODY_BYTES = 1024 * 1024;

export interface CloudWatchData {
  readonly readSeries: ReadSeries;
  readonly logs: LogStore;
  /** Names of the log groups that there are. */
  readonly logGroups: ReadonlySet<string>;
}

type Operation = (body: unknown) => Refusal | object;

/**
 * Serves GetMetricData of CloudWatch and FilterLogEvents of CloudWatch Logs in the JSON protocols, which the SDK speaks.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function createCloudWatchListener({ readSeries, logs, logGroups }: CloudWatchData): RequestListener {
  const operations: Readonly<Record<string, Operation>> = {
    'GraniteServiceVersion20100801.GetMetricData': (body) => getMetricData(body, readSeries),
    'Logs_20140328.FilterLogEvents': (body) => filterLogEvents(body, logs, logGroups),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = String(request.headers['x-amz-target']);
    const operation = Object.hasOwn(operations, target) ? operations[target] : undefined;
    if (request.method !== 'POST' || operation === undefined) {
      return sendError(response, {
        code: 'UnknownOperationException',
        message: `${target} is not run locally.`,
      });
    }
    const body = await readJson(request);
    if (body === undefined) {
      return sendError(response, {
        code: 'SerializationException',
        message: 'The body is no JSON of at most 1 MiB.',
      });
    }
    const result = operation(body);
    return isRefusal(result) ? sendError(response, result) : send(response, 200, result);
  }

  return (request, response) => {
    // The caller hung up.
    answer(request, response).catch(() => response.destroy());
  };
}

function isRefusal(result: Refusal | object): result is Refusal {
  return 'code' in result;
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

function sendError(response: ServerResponse, { code, message }: Refusal): void {
  send(response, 400, { __type: code, message });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}

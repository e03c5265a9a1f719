import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { submissionLinks } from '@async-catalog/product-schema';
import type { ChunkEvent } from '../adapters/chunk-event.ts';

interface Row {
  readonly line: number;
  readonly value: Record<string, unknown>;
  readonly errors?: readonly { pointer: string; code: string; detail: string }[];
}

/** A chunk as the processor gets it. */
export interface ReceivedChunk {
  readonly event: ChunkEvent;
  readonly rows: readonly Row[];
}

export interface FakeProcessor extends AsyncDisposable {
  readonly endpoint: string;
  readonly received: ReceivedChunk[];
}

/**
 * Starts a fake of Lambda's Invoke API in front of a processor that takes every row without errors.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @param respond Answers instead, where it returns `true`.
 */
export async function startFakeProcessor(
  respond: (response: ServerResponse, chunk: ReceivedChunk) => boolean | Promise<boolean> = () => false,
): Promise<FakeProcessor> {
  const received: ReceivedChunk[] = [];
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const chunk = readChunk(await text(request));
      received.push(chunk);
      if (!(await respond(response, chunk))) {
        response.end(JSON.stringify(toResult(chunk)));
      }
    };
    void answer();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function readChunk(payload: string): ReceivedChunk {
  const event = JSON.parse(payload) as ChunkEvent;
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const isPacked = event.headers['content-encoding'] === 'gzip';
  const { rows } = JSON.parse((isPacked ? gunzipSync(bytes) : bytes).toString()) as { rows: Row[] };
  return { event, rows };
}

function toResult({ event, rows }: ReceivedChunk) {
  const { submissionId } = event.requestContext.chunk;
  const rejected = rows.flatMap(({ line, errors }, index) => (errors ? [{ index, line, errors }] : []));
  const items = rows.flatMap(({ errors }, index) =>
    errors ? [] : [{ index, productId: submissionId, op: 'put' }],
  );
  return event.rawQueryString === 'dryRun=true'
    ? { statusCode: 200, body: JSON.stringify({ valid: items.length, rejected, warnings: [] }) }
    : {
        statusCode: 202,
        body: JSON.stringify({
          submissionId,
          status: 'queued',
          total: rows.length,
          items,
          rejected,
          warnings: [],
          links: submissionLinks(submissionId),
        }),
      };
}

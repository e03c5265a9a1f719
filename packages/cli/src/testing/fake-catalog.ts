import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Import, ImportRequest } from '@async-catalog/client';
import type { ImportIssueGroup } from '@async-catalog/product-schema';
import { onTestFinished } from 'vitest';
import { importOf } from './import-of.ts';

/** Answer to a part, after it has arrived: a status, a connection that breaks, or nothing. */
type PartAnswer = 200 | 403 | 404 | 500 | 503 | 'break' | 'hang';

type FakeFormat = NonNullable<Import['format']>;

interface FakeImport {
  readonly id: string;
  readonly request: ImportRequest;
  readonly received: Map<number, string>;
  readonly bytes: Map<number, Buffer>;
  polls: number;
  started: boolean;
  cancelled: boolean;
}

/** Answers of the API and of the storage, as far as a test doesn't want the usual ones. */
export interface FakeOptions {
  readonly partBytes?: number;
  /** States after the start, one a poll; the last one stays. */
  readonly states?: readonly Partial<Import>[];
  readonly failedCsv?: string;
  readonly issueGroups?: readonly ImportIssueGroup[];
  readonly onPart?: (number: number, attempt: number) => PartAnswer;
  /** Answers a request of its own; true if it did. */
  readonly onRequest?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Lifetime of the parts' URLs. */
  readonly urlSeconds?: number;
}

/** Starts an API and a storage that answer as the real ones do, until the end of the test. They share a port, not a host. */
export async function startFakeCatalog(options: FakeOptions = {}) {
  const { partBytes = 8 * 1024 ** 2, states = [{ status: 'completed' }], urlSeconds = 3600 } = options;
  const imports = new Map<string, FakeImport>();
  const requests: {
    readonly line: string;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
  }[] = [];
  const attempts = new Map<number, number>();
  let generation = 0;
  let putBytes = 0;
  let port = 0;

  function stateOf(fake: FakeImport): object {
    const { id, request, started, cancelled, polls } = fake;
    const base = {
      importId: id,
      fileName: request.fileName,
      size: request.size,
      dryRun: request.dryRun === true,
    };
    if (!started) {
      return {
        ...importOf({
          ...base,
          status: cancelled ? 'cancelled' : 'uploading',
          format: request.format as FakeFormat,
        }),
        upload: uploadOf(fake),
      };
    }
    const state = states[Math.min(polls, states.length) - 1] ?? { status: 'queued' as const };
    return importOf({
      ...base,
      format: request.format as FakeFormat,
      startedAt: '2026-01-31T10:00:00.000Z',
      ...state,
    });
  }

  function uploadOf({ id, request, received }: FakeImport) {
    const partCount = Math.ceil(request.size / partBytes);
    const missing = Array.from({ length: partCount }, (_, n) => n + 1).filter(
      (number) => !received.has(number),
    );
    generation += 1;
    return {
      partBytes,
      partCount,
      received: [...received.keys()],
      parts: missing.slice(0, 100).map((number) => ({
        number,
        size: Math.min(partBytes, request.size - (number - 1) * partBytes),
        url: `http://localhost:${port}/storage/${id}/${number}?generation=${generation}`,
      })),
      urlsExpireAt: new Date(Date.now() + urlSeconds * 1000).toISOString(),
    };
  }

  async function put(
    request: IncomingMessage,
    response: ServerResponse,
    [id = '', part = '']: string[],
  ): Promise<void> {
    const number = Number(part);
    const attempt = (attempts.get(number) ?? 0) + 1;
    attempts.set(number, attempt);
    const answer = options.onPart?.(number, attempt) ?? 200;
    if (answer === 'break') {
      request.destroy();
      return;
    }
    const bytes = await buffer(request);
    putBytes += bytes.length;
    if (answer === 'hang') {
      return;
    }
    if (answer !== 200) {
      response
        .writeHead(answer, { 'content-type': 'application/xml' })
        .end('<Error><Code>NotNow</Code></Error>');
      return;
    }
    [...imports.values()].find((fake) => fake.id === id)?.bytes.set(number, bytes);
    response.writeHead(200, { etag: `"${createHash('md5').update(bytes).digest('hex')}"` }).end();
  }

  async function answerImport(
    request: IncomingMessage,
    response: ServerResponse,
    body: string,
  ): Promise<void> {
    const { method, headers, url = '' } = request;
    const { pathname, searchParams } = new URL(url, 'http://fake');
    if (method === 'POST' && pathname === '/imports') {
      const key = String(headers['idempotency-key']);
      const id = `import-${imports.size + 1}`;
      const fake = imports.get(key) ?? create(id, JSON.parse(body) as ImportRequest);
      imports.set(key, fake);
      send(response, 201, stateOf(fake));
      return;
    }
    const [, , id, action] = pathname.split('/');
    const fake = [...imports.values()].find((one) => one.id === id);
    if (fake === undefined) {
      sendProblem(response, 404, 'IMPORT_NOT_FOUND', 'There is no such import.');
      return;
    }
    if (action === 'parts') {
      const { parts } = JSON.parse(body) as { parts: { number: number; etag: string }[] };
      parts.forEach(({ number, etag }) => fake.received.set(number, etag));
      send(response, 200, stateOf(fake));
    } else if (action === 'start') {
      fake.started = true;
      send(response, 202, stateOf(fake));
    } else if (action === 'cancel') {
      fake.cancelled = true;
      send(response, 202, stateOf(fake));
    } else if (action === 'report') {
      const name = searchParams.get('format') ?? 'csv';
      send(response, 200, { url: `http://localhost:${port}/storage/reports/${name}` });
    } else if (action === 'issues') {
      send(response, 200, { groups: options.issueGroups ?? [] });
    } else {
      await poll(fake, headers['if-none-match'], response);
    }
  }

  async function poll(
    fake: FakeImport,
    ifNoneMatch: string | undefined,
    response: ServerResponse,
  ): Promise<void> {
    fake.polls += 1;
    const state = stateOf(fake);
    const etag = `"${createHash('md5').update(JSON.stringify(state)).digest('hex')}"`;
    if (etag === ifNoneMatch) {
      await pause(50);
      response.writeHead(304, { etag }).end();
      return;
    }
    send(response, 200, state, { etag });
  }

  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    const [, storage, ...rest] = url.replace(/\?.*/, '').split('/');
    const handle = async (): Promise<void> => {
      if (storage === 'storage' && method === 'PUT') {
        await put(request, response, rest);
        return;
      }
      const body = String(await buffer(request));
      requests.push({ line: `${method} ${url}`, headers: request.headers, body });
      if (options.onRequest?.(request, response) === true) {
        return;
      }
      if (storage === 'storage') {
        response.writeHead(200).end(rest[1] === 'failed' ? options.failedCsv : `the report as ${rest[1]}\n`);
      } else if (storage === 'healthz') {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
      } else {
        await answerImport(request, response, body);
      }
    };
    // A command that is interrupted breaks its requests off.
    void handle().catch(() => response.destroy());
  });
  server.listen(0);
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    /** Counts what the storage received, of parts that it refused too. */
    putBytes: () => putBytes,
    imports: () => [...imports.values()],
    /** Puts the parts together that the storage took. */
    uploaded: (): Buffer => {
      const [fake] = imports.values();
      const parts = [...(fake?.bytes ?? [])].toSorted(([a], [b]) => a - b);
      return Buffer.concat(parts.map(([, bytes]) => bytes));
    },
  };
}

function create(id: string, request: ImportRequest): FakeImport {
  return { id, request, received: new Map(), bytes: new Map(), polls: 0, started: false, cancelled: false };
}

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Answers with a problem. */
export function sendProblem(response: ServerResponse, status: number, code: string, detail: string): void {
  const problem = {
    type: 'urn:x',
    title: 'T',
    status,
    detail,
    instance: '/',
    code,
    requestId: 'r-1',
    errors: [],
  };
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
}

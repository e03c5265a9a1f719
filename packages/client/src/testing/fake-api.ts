import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Import, Problem, Submission } from '../openapi.ts';

/** Answers one request. */
export type Answer = (response: ServerResponse) => void;

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  body: string;
}

async function receive(request: IncomingMessage, seen: Seen): Promise<void> {
  seen.body = await text(request);
}

/** Starts a server that gives the answers in turn, then repeats the last one. It ends with the test. */
export async function startFakeApi(...answers: readonly Answer[]) {
  const requests: Seen[] = [];
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    const seen = { method, path, headers, body: '' };
    requests.push(seen);
    void receive(request, seen).then(() => answer?.(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** Answers with a problem, by default a transient one. */
export function problem(status: number, code: Problem['code'], retryAfter: string | undefined = '0'): Answer {
  const body = { type: 'urn:x', title: 'T', status, detail: 'D', instance: '/', code, requestId: 'r-1' };
  return json(status, body, {
    'content-type': 'application/problem+json',
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  });
}

/** Closes the connection without an answer. */
export const breakOff: Answer = (response) => response.destroy();

export const never: Answer = () => undefined;

export const accepted = {
  submissionId: '01890a5d-ac96-774b-bcce-b302099a8057',
  status: 'queued' as const,
  total: 1,
  items: [{ index: 0, productId: '567265d6-bb33-5b8a-9d49-c9a64e03d3a3', op: 'put' as const }],
  rejected: [],
  links: { self: '/submissions/1', report: '/submissions/1/report' },
};

/** Builds a submission of one product, saved and reported by default. */
export function submission(overrides: Partial<Submission> = {}): Submission {
  return {
    submissionId: accepted.submissionId,
    status: 'completed',
    counts: { total: 1, saved: 1, superseded: 0, failed: 0, rejected: 0, cancelled: 0, pending: 0 },
    createdAt: '2026-01-31T09:30:00.000Z',
    deadlineAt: '2999-01-31T09:45:00.000Z',
    expiresAt: '2999-03-02T09:30:00.000Z',
    reportReady: true,
    links: accepted.links,
    ...overrides,
  };
}

/** Builds an import of three rows, one of which failed. */
export function importOf(overrides: Partial<Import> = {}): Import {
  return {
    importId: '3f63e446-c49e-55b3-8187-45811f852476',
    fileName: 'products.csv',
    size: 100,
    dryRun: false,
    status: 'completed_with_errors',
    counts: {
      total: 3,
      saved: 2,
      superseded: 0,
      failed: 1,
      rejected: 0,
      cancelled: 0,
      valid: 0,
      pending: 0,
    },
    changes: { created: 2, updated: 0, unchanged: 0, deleted: 0 },
    rows: { read: 3, skipped: 0, complete: true },
    createdAt: '2026-01-31T09:30:00.000Z',
    deadlineAt: '2999-01-31T09:45:00.000Z',
    expiresAt: '2999-03-02T09:30:00.000Z',
    reportReady: true,
    links: { self: '/imports/1', issues: '/imports/1/issues', report: '/imports/1/report' },
    ...overrides,
  };
}

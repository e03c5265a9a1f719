import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Submission } from '@async-catalog/product-schema';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from './recording/iam-call.ts';
import { openFaultyCatalog } from './testing/faulty-catalog.ts';

const WAITERS = 200;
/** The longest wait that the API takes. */
const WAIT_SECONDS = 20;
const SOON = { timeout: 300_000 };
/** Longer than the pause between two reads of the API. */
const SEVERAL_READS_MS = 1500;

let catalog: Awaited<ReturnType<typeof openFaultyCatalog>>;
beforeAll(async () => {
  catalog = await openFaultyCatalog();
  return () => catalog.stop();
});

/** Products that can't be saved for now, by their names; and the API's reads of submissions. */
function watchCalls() {
  const held = new Set<string>();
  let reads = 0;
  const fault: Fault = ({ by, operation, resource }, body) => {
    if (by === 'CatalogApi' && operation === 'GetItem' && resource === 'SubmissionTable') {
      reads += 1;
    }
    return resource === 'ProductTable' && [...held].some((name) => body.includes(name))
      ? { status: 400, type: 'ThrottlingException', message: 'Rate exceeded' }
      : undefined;
  };
  return { held, fault, reads: () => reads };
}

/** Submits products, and prepares to follow them. */
async function submit(names: readonly string[]) {
  // A caller of its own, of whom all may wait.
  const token = await catalog.issuer.token({ sub: names[0], catalog_requests_per_second: 5 * 10 * WAITERS });
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${catalog.url}/products/batch`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ items: names.map((name) => ({ name, price: 1 })) }),
  });
  const { submissionId } = (await response.json()) as Submission;
  let requests = 0;

  /** Waits for one change, as a client does that knows an ETag. */
  async function change(known: string) {
    for (;;) {
      const answer = await fetch(`${catalog.url}/submissions/${submissionId}`, {
        headers: { ...headers, 'if-none-match': known, prefer: 'wait=20' },
      });
      // A read that a busy machine didn't answer in time: the client is to try again.
      if (answer.status === 503) {
        expect(await answer.json()).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
        continue;
      }
      requests += 1;
      if (answer.status !== 304) {
        expect(answer.status).toBe(200);
        return { etag: answer.headers.get('etag') ?? '', submission: (await answer.json()) as Submission };
      }
    }
  }

  /** Follows the submission through its changes to one that is wanted, and resolves to it. */
  async function follow(from: string, isWanted: (submission: Submission) => boolean) {
    let seen = await change(from);
    while (!isWanted(seen.submission)) {
      seen = await change(seen.etag);
    }
    return seen;
  }
  /** Waits for a change, until it is told to go away. `fetch` would leave a new connection behind. */
  function waitAndLeave(known: string): () => void {
    const waiting = get(`${catalog.url}/submissions/${submissionId}`, {
      agent: false,
      headers: { ...headers, 'if-none-match': known, prefer: `wait=${WAIT_SECONDS}` },
    }).on('error', () => undefined);
    return () => waiting.destroy();
  }
  return { change, follow, waitAndLeave, requests: () => requests };
}

const all = <Result>(run: () => Promise<Result>) => Promise.all(Array.from({ length: WAITERS }, run));

describe('200 clients that wait for one submission', () => {
  it('all see the first settlement and the completion, and make less than one read each besides their own', async () => {
    const { held, fault, reads } = watchCalls();
    held.add('Held Cup').add('Held Pot');
    await catalog.during(fault, async () => {
      const { change, follow, requests } = await submit(['Held Cup', 'Held Pot']);
      const { etag, submission } = await change('"unknown"');
      expect(submission.status).toBe('queued');

      const first = all(() => follow(etag, ({ counts }) => counts.saved === 1));
      held.delete('Held Cup');
      const halves = await first;
      const last = Promise.all(halves.map((half) => follow(half.etag, ({ counts }) => counts.saved === 2)));
      held.delete('Held Pot');
      const ends = await last;

      expect(new Set(halves.map((half) => half.submission.status))).toEqual(new Set(['processing']));
      expect(new Set(ends.map((end) => end.submission.status))).toEqual(new Set(['completed']));
      expect(reads()).toBeGreaterThanOrEqual(requests());
      expect(reads() - requests()).toBeLessThan(WAITERS);
    });
  });

  it('let the API read no more once they have gone', async () => {
    const { held, fault, reads } = watchCalls();
    held.add('Held Pan');
    await catalog.during(fault, async () => {
      const { change, waitAndLeave } = await submit(['Held Pan', 'Held Pan too']);
      const { etag } = await change('"unknown"');
      const startedAt = performance.now();
      const waiting = Array.from({ length: WAITERS }, () => waitAndLeave(etag));
      const readsIn = async (ms: number): Promise<number> => {
        const before = reads();
        await pause(ms);
        return reads() - before;
      };
      await expect.poll(reads, SOON).toBeGreaterThan(WAITERS);
      const atFirst = reads();
      await expect.poll(reads, SOON).toBeGreaterThan(atFirst);

      waiting.forEach((leave) => leave());

      await expect.poll(() => readsIn(SEVERAL_READS_MS), SOON).toBe(0);
      // It would read for as long as they asked it to wait.
      expect(performance.now() - startedAt).toBeLessThan(WAIT_SECONDS * 1000);
    });
  });
});

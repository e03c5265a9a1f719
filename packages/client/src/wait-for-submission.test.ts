import { describe, expect, it, vi } from 'vitest';
import { createCatalogClient } from './create-catalog-client.ts';
import type { Submission } from './openapi.ts';
import { SubmissionOverdueError } from './submission-overdue-error.ts';
import { type Answer, json, problem, startFakeApi, submission } from './testing/fake-api.ts';

const ID = submission().submissionId;

function counts(saved: number): Submission['counts'] {
  return { total: 2, saved, superseded: 0, failed: 0, rejected: 0, cancelled: 0, pending: 2 - saved };
}

const queued = submission({ status: 'queued', counts: counts(0), reportReady: false });
const processing = submission({ status: 'processing', counts: counts(1), reportReady: false });

/** Makes the API ask for no pause by default. */
const reading = (read: Submission, retryAfter = '0') => json(200, read, { 'retry-after': retryAfter });

/** Answers that a submission is still the one that the client knows. */
const unchanged =
  (etag: string): Answer =>
  (response) =>
    response.writeHead(304, { etag }).end();

async function setUp(...answers: Answer[]) {
  const { baseUrl, requests } = await startFakeApi(...answers);
  return { catalog: createCatalogClient({ baseUrl }), requests };
}

describe('waitForSubmission', () => {
  it('polls until the submission is finished, and reports each reading', async () => {
    const { catalog, requests } = await setUp(reading(queued), reading(processing), json(200, submission()));
    const readings: Submission[] = [];

    const finished = await catalog.waitForSubmission(ID, { onProgress: (read) => readings.push(read) });

    expect(finished).toEqual(submission());
    expect(readings).toEqual([queued, processing, submission()]);
    expect(new Set(requests.map(({ path }) => path))).toEqual(new Set([`/submissions/${ID}`]));
  });

  it.each(['completed', 'completed_with_errors', 'failed'] as const)('ends when it is %s', async (status) => {
    const { catalog } = await setUp(reading(submission({ status })));

    expect(await catalog.waitForSubmission(ID)).toMatchObject({ status });
  });

  it('fails when the submission is overdue, with its current state', async () => {
    const overdue = submission({ status: 'overdue', counts: counts(1), reportReady: false });
    const { catalog } = await setUp(reading(queued), reading(overdue));
    const onProgress = vi.fn<(read: Submission) => void>();

    const error = await catalog.waitForSubmission(ID, { onProgress }).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(SubmissionOverdueError);
    expect(error).toMatchObject({
      code: 'SUBMISSION_OVERDUE',
      submission: overdue,
      message: `1 items of submission ${ID} are pending past 2999-01-31T09:45:00.000Z`,
    });
    expect(onProgress).toHaveBeenLastCalledWith(overdue);
  });

  it('fails when there is no such submission', async () => {
    const { catalog } = await setUp(problem(404, 'SUBMISSION_NOT_FOUND'));

    await expect(catalog.waitForSubmission(ID)).rejects.toMatchObject({ code: 'SUBMISSION_NOT_FOUND' });
  });

  it('goes on when the API is out for a moment', async () => {
    const { catalog } = await setUp(
      reading(queued),
      problem(503, 'DEPENDENCY_UNAVAILABLE'),
      reading(submission()),
    );

    expect(await catalog.waitForSubmission(ID)).toMatchObject({ status: 'completed' });
  });

  it('ends at once when its signal is aborted', async () => {
    const { catalog, requests } = await setUp(reading(queued, '60'));
    const controller = new AbortController();

    const wait = catalog.waitForSubmission(ID, { signal: controller.signal });
    await vi.waitUntil(() => requests.length === 3, { timeout: 60_000 });
    controller.abort(new Error('enough'));

    await expect(wait).rejects.toThrow('enough');
  });

  it('lets the API wait for a change of what it knows', async () => {
    const { catalog, requests } = await setUp(
      json(200, queued, { etag: '"1"' }),
      unchanged('"1"'),
      json(200, processing, { etag: '"2"' }),
      json(200, submission(), { etag: '"3"' }),
    );
    const readings: Submission[] = [];

    const finished = await catalog.waitForSubmission(ID, { onProgress: (read) => readings.push(read) });

    expect(finished).toEqual(submission());
    expect(readings).toEqual([queued, processing, submission()]);
    expect(requests.map(({ headers }) => [headers['if-none-match'], headers['prefer']])).toEqual([
      [undefined, undefined],
      ['"1"', 'wait=5'],
      ['"1"', 'wait=5'],
      ['"2"', 'wait=5'],
    ]);
  });

  it('occupies the API no longer than 20 s, and asks then from time to time', async () => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0);
    try {
      const startedAt = Date.now();
      const asked: { readonly at: number; readonly prefer: string | null; readonly known: string | null }[] =
        [];
      const fetch = async (request: Request) => {
        const { headers } = request;
        const prefer = headers.get('prefer');
        const known = headers.get('if-none-match');
        asked.push({ at: Date.now() - startedAt, prefer, known });
        if (prefer !== null) {
          await new Promise((resolve) => setTimeout(resolve, 5000));
        }
        const answer = { headers: { etag: '"1"' } };
        return asked.length === 12
          ? Response.json(submission(), answer)
          : known === null
            ? Response.json(queued, answer)
            : new Response(null, { status: 304, ...answer });
      };
      const wait = createCatalogClient({
        baseUrl: 'https://x.example',
        fetch: fetch as typeof globalThis.fetch,
      }).waitForSubmission(ID);
      await vi.runAllTimersAsync();
      await wait;

      const waiting = asked.filter(({ prefer }) => prefer !== null);
      expect(waiting.length).toBeGreaterThan(2);
      expect(waiting.every(({ at }) => at < 20_000)).toBe(true);
      expect(asked.filter(({ known }) => known === null)).toHaveLength(1);
      expect(asked.slice(waiting.length + 1).every(({ at }) => at >= 20_000)).toBe(true);
    } finally {
      vi.useRealTimers();
      vi.restoreAllMocks();
    }
  });

  it('polls soon at first, then less and less often', async () => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0);
    try {
      const startedAt = Date.now();
      const asked: number[] = [];
      const fetch = () => {
        asked.push(Date.now() - startedAt);
        const read = asked.length === 15 ? submission() : queued;
        return Promise.resolve(Response.json(read, { headers: { 'retry-after': '1' } }));
      };
      const wait = createCatalogClient({ baseUrl: 'https://x.example', fetch }).waitForSubmission(ID);
      await vi.runAllTimersAsync();
      await wait;

      expect(asked.slice(0, 8)).toEqual([0, 100, 250, 475, 812, 1318, 2077, 3216]);
      expect(asked.slice(-3).map((at, n, last) => at - (last[n - 1] ?? at))).toEqual([0, 5000, 5000]);
    } finally {
      vi.useRealTimers();
      vi.restoreAllMocks();
    }
  });
});

import {
  type Accepted,
  type ProductInput,
  type ProductOperation,
  type Submission,
  SubmissionOverdueError,
} from '@async-catalog/client';
import type { Context, GlobalOptions } from '../context.ts';
import { EXIT, ImpossibleError, InterruptedError } from '../errors.ts';
import { type ListChoice, listQuery, takeFirst, withCaller } from './list-choice.ts';
import { readJson } from './read-json.ts';

const LISTED = ['submissionId', 'status', 'saved', 'total', 'createdAt'];

export async function listSubmissions(
  choice: ListChoice<Submission['status']>,
  { catalog, display, signal }: Context,
): Promise<number> {
  const found = await takeFirst(catalog.submissions({ ...listQuery(choice), signal }), choice.limit);
  const rows = found.map(({ counts, ...submission }) => ({ ...submission, ...counts }));
  display.rows(rows, withCaller(LISTED, choice));
  return EXIT.allSaved;
}

export interface SubmitOptions {
  readonly detach?: true;
}

export async function getSubmission(id: string, { catalog, display, signal }: Context): Promise<number> {
  display.record(await catalog.getSubmission(id, { signal }));
  return EXIT.allSaved;
}

export interface CallerChoice extends GlobalOptions {
  readonly caller?: string;
}

export async function showTimeline(
  id: string,
  { caller }: CallerChoice,
  { catalog, display, signal }: Context,
): Promise<number> {
  const { events } = await catalog.getTimeline(id, { caller, signal });
  display.rows(events, ['at', 'event', 'status', 'submissionId', 'retryOf']);
  return EXIT.allSaved;
}

export async function cancelSubmission(id: string, { catalog, display, signal }: Context): Promise<number> {
  display.record(summaryOf(await catalog.cancelSubmission(id, { signal })));
  return EXIT.allSaved;
}

/** Submits the product, or the list of items, that the standard input holds, and resolves to the exit code. */
export async function submit(options: SubmitOptions, context: Context): Promise<number> {
  const { catalog, signal, streams } = context;
  const body = await readJson(undefined, streams.stdin);
  const accepted = Array.isArray(body)
    ? await catalog.createProducts(body as ProductOperation[], { signal })
    : await catalog.createProduct(body as ProductInput, { signal });
  return waitForOutcome(accepted, options, context);
}

/** Waits for the outcome of what was accepted, shows it, and resolves to the exit code. */
export async function waitForOutcome(
  { submissionId, rejected }: Accepted,
  { detach }: SubmitOptions,
  { catalog, display, signal, hint }: Context,
): Promise<number> {
  const afterInterruption = `It goes on. Look at it with: ${hint(`submissions get ${submissionId}`)}`;
  display.rows(
    rejected.flatMap(({ index, errors }) => errors.map((error) => ({ index, ...error }))),
    ['index', 'pointer', 'code', 'detail'],
  );
  if (detach === true) {
    display.record({ submissionId });
    return rejected.length > 0 ? EXIT.someNotSaved : EXIT.allSaved;
  }
  try {
    const submission = await catalog.waitForSubmission(submissionId, { signal });
    display.record(summaryOf(submission));
    await showFailures(submission, { catalog, display, signal });
    const { counts } = submission;
    return counts.saved + counts.superseded === counts.total ? EXIT.allSaved : EXIT.someNotSaved;
  } catch (error) {
    if (signal.aborted) {
      throw new InterruptedError(afterInterruption);
    }
    throw error instanceof SubmissionOverdueError ? new ImpossibleError(error.code, error.message) : error;
  }
}

function summaryOf({ submissionId, status, counts }: Submission): object {
  return { submissionId, status, counts };
}

async function showFailures(
  { submissionId, counts }: Submission,
  { catalog, display, signal }: Pick<Context, 'catalog' | 'display' | 'signal'>,
): Promise<void> {
  if (counts.failed === 0) {
    return;
  }
  const failures = [];
  for await (const { index, sku, error } of catalog.items(submissionId, { outcome: 'failed', signal })) {
    failures.push({ index, sku, ...error });
  }
  display.rows(failures, ['index', 'sku', 'pointer', 'code', 'detail']);
}

import { CatalogProblemError, createCatalogClient, SubmissionOverdueError } from '@async-catalog/client';
import type { ProductInput } from '@async-catalog/client';
import type { ClientRequest, ClientResult } from './send-request.ts';
import { sleep } from './sleep.ts';
import { trueNow } from './virtual-time.ts';

export interface Consumer {
  /** Submits the products of a request as consumers do, waits, reads the report and retries what failed or was cancelled. */
  consume(request: ClientRequest, number: number): Promise<ClientResult>;
  /** Descriptions of what a consumer must never see. */
  readonly surprises: readonly string[];
}

/** Creates consumers that use the client that ships, over the API that ships. */
export function createConsumer(call: (request: Request) => Promise<Response>): Consumer {
  const surprises: string[] = [];
  const catalog = createCatalogClient({
    baseUrl: 'http://localhost',
    fetch: (input, init) => call(new Request(input, init)),
  });

  async function submit(products: readonly unknown[], requestId: string): Promise<void> {
    const { submissionId, counts } = await catalog.saveProducts(products as ProductInput[], { requestId });
    const report = await catalog.getReport(submissionId);
    if (report.items.length !== counts.total) {
      surprises.push(`the report of ${submissionId} has ${report.items.length} of ${counts.total} items`);
    }
    if (counts.failed + counts.cancelled > 0) {
      const retries = await Promise.all(
        [1, 2].map(() => catalog.retrySubmission(submissionId, { requestId })),
      );
      await catalog.waitForSubmission(retries[0]!.submissionId);
    }
  }

  return {
    surprises,
    async consume(request, number) {
      await sleep(request.atMs);
      const sentAt = trueNow();
      await submit(request.products, String(number)).catch((error: unknown) => {
        if (!isExpected(error)) {
          surprises.push(`request ${number}: ${String(error)}`);
        }
      });
      return { request, sentAt, acceptedAt: undefined, accepted: [], responses: [] };
    },
  };
}

/** Tells whether consumers can see an error while something is unavailable for longer than they wait, or can't be retried. */
function isExpected(error: unknown): boolean {
  return (
    error instanceof SubmissionOverdueError ||
    (error instanceof CatalogProblemError &&
      (error.status >= 500 || error.code === 'NOTHING_TO_RETRY' || error.code === 'REQUEST_IN_PROGRESS'))
  );
}

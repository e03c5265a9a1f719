import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Outcome } from '@async-catalog/product-schema';
import { z } from 'zod';

const ReportLine = z.object({
  line: z.int(),
  outcome: z.enum([...Outcome.options, 'rejected']),
});

/** Reads how many rows the report of an import has, how many lines have not one row, and the rows by outcome. */
export async function readReport(send: (path: string) => Promise<Response>, importId: string) {
  const answer = await send(`/imports/${importId}/report?format=ndjson`);
  const seen = new Set<number>();
  let reportedTwice = 0;
  const reported: Record<string, number> = {};
  if (answer.ok && answer.body !== null) {
    const lines = createInterface({ input: Readable.fromWeb(answer.body as never), crlfDelay: Infinity });
    for await (const text of lines) {
      const { line, outcome } = ReportLine.parse(JSON.parse(text));
      reportedTwice += Number(seen.has(line));
      seen.add(line);
      reported[outcome] = (reported[outcome] ?? 0) + 1;
    }
  }
  return { reportedRows: seen.size, reportedTwice, reported };
}

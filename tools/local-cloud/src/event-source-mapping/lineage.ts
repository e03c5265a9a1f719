import { createHash, randomBytes } from 'node:crypto';

/**
 * Invocations of a function that may follow from one another. Lambda stops the next one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export const MAX_CHAINED_INVOCATIONS = 16;

/** Counts the invocations of the function that led to the message with this `AWSTraceHeader`. */
export function countInvocations(traceHeader: string | undefined, functionName: string): number {
  return parseLineage(traceHeader).get(hashOf(functionName)) ?? 0;
}

/**
 * Builds the trace header of an invocation of the function with messages of the given headers. The SDK sends it with each call as
 * `X-Amzn-Trace-Id`, and SQS keeps it with the message. In a batch, the longest chain counts.
 */
export function buildTraceHeader(
  traceHeaders: readonly (string | undefined)[],
  functionName: string,
): string {
  const lineage = new Map<string, number>();
  for (const [hash, count] of traceHeaders.flatMap((header) => [...parseLineage(header)])) {
    lineage.set(hash, Math.max(count, lineage.get(hash) ?? 0));
  }
  const own = hashOf(functionName);
  lineage.set(own, (lineage.get(own) ?? 0) + 1);
  const counts = [...lineage].map(([hash, count]) => `${hash}:${count}`).join('|');
  return `Root=${newTraceId()};Lineage=${counts}`;
}

/** Parses `Lineage=HASH:COUNT|HASH:COUNT`, one entry for each function of the chain. */
function parseLineage(traceHeader = ''): Map<string, number> {
  const [, lineage = ''] = /(?:^|;)\s*Lineage=([^;]*)/.exec(traceHeader) ?? [];
  return new Map(
    lineage
      .split('|')
      .map((entry) => entry.split(':'))
      .flatMap(([hash = '', count]) => (/^\d+$/.test(count ?? '') ? [[hash, Number(count)] as const] : [])),
  );
}

function hashOf(functionName: string): string {
  return createHash('sha256').update(functionName).digest('hex').slice(0, 8);
}

/** @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
function newTraceId(): string {
  const seconds = Math.floor(Date.now() / 1000);
  return `1-${seconds.toString(16).padStart(8, '0')}-${randomBytes(12).toString('hex')}`;
}

import type { WorkerTelemetry } from '../core/ports.ts';

/** Creates telemetry that keeps a line for each event: its name, then its facts. */
export function createMemoryTelemetry() {
  const lines: (readonly [event: string, ...facts: unknown[]])[] = [];
  const telemetry: WorkerTelemetry = {
    saved: (items) => lines.push(...items.map(({ item, save }) => [save.kind, item.index] as const)),
    refused: ({ index }, { code }) => lines.push(['refused', index, code]),
    reportWritten: ({ id }) => lines.push(['reportWritten', id]),
    reportFailed: ({ id }, cause) => lines.push(['reportFailed', id, cause]),
    chunkFailed: ({ importId, chunk }, cause) => lines.push(['chunkFailed', importId, chunk, cause]),
    chunkIgnored: ({ importId, chunk }) => lines.push(['chunkIgnored', importId, chunk]),
    submissionUnknown: (submissionId) => lines.push(['submissionUnknown', submissionId]),
    acknowledgeFailed: (messageId, cause) => lines.push(['acknowledgeFailed', messageId, cause]),
    delayFailed: (cause) => lines.push(['delayFailed', cause]),
    addContext: ({ messageId, receiveCount }, { submissionId, index }) => ({
      receivedOften: () => lines.push(['receivedOften', messageId, receiveCount, submissionId, index]),
      failed: ({ code }) => lines.push(['failed', messageId, code]),
      returnedToQueue: (cause) => lines.push(['returnedToQueue', messageId, cause]),
    }),
  };
  return { telemetry, lines };
}

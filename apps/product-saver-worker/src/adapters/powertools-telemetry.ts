import type { Logger } from '@aws-lambda-powertools/logger';
import { MissingProductError } from '../core/errors.ts';
import type { Save, SavedItem, WorkerTelemetry } from '../core/ports.ts';
import { isTransient } from './is-transient.ts';

const COUNTED_AS = {
  created: 'saved',
  updated: 'saved',
  unchanged: 'saved',
  deleted: 'saved',
  repeated: 'repeated',
  superseded: 'superseded',
  cancelled: 'cancelled',
} as const satisfies Record<Save['kind'], string>;

/**
 * Creates telemetry that writes log lines, from which metric filters make the metrics. It logs ids only, never
 * product data.
 */
export function createPowertoolsTelemetry(logger: Logger): WorkerTelemetry {
  return {
    saved(items) {
      if (items.length > 0) {
        logger.info('Products saved', {
          ...countEffects(items),
          submissions: [...Map.groupBy(items, requestOf).values()].map(describeRequest),
        });
      }
    },
    refused({ submissionId, index, productId, requestId, traceparent }, { code, detail }) {
      logger.info('Product refused', {
        submissionId,
        index,
        productId,
        requestId,
        traceparent,
        code,
        detail,
      });
    },
    reportWritten({ id: submissionId, requestId, traceparent }) {
      logger.info('Report written', { submissionId, requestId, traceparent });
    },
    reportFailed({ id: submissionId, requestId, traceparent }, error) {
      // A later delivery writes it.
      log(isTransient(error), 'Report not written', { submissionId, requestId, traceparent, error });
    },
    chunkFailed({ id: submissionId, importId, chunk, requestId, traceparent }, error) {
      // A later delivery records it.
      const fields = { submissionId, importId, chunk, requestId, traceparent, error };
      log(isTransient(error), 'Chunk result not recorded', fields);
    },
    chunkIgnored({ id: submissionId, importId, chunk, requestId, traceparent }) {
      logger.info('Import expired, or has a newer result of its chunk', {
        submissionId,
        importId,
        chunk,
        requestId,
        traceparent,
      });
    },
    submissionUnknown(submissionId) {
      logger.warn('No such submission or item; nothing was settled', { submissionId });
    },
    acknowledgeFailed(messageId, error) {
      // It is acknowledged with its batch; if the invocation is killed before, it is delivered again.
      logger.warn('Message not acknowledged before its batch', { messageId, error });
    },
    delayFailed(error) {
      // They follow the queue's own visibility timeout.
      logger.warn('Retries not delayed', { error });
    },
    addContext({ messageId, receiveCount }, { submissionId, index, productId, requestId, traceparent }) {
      // On each line, not appended to the logger: records run in parallel, and appended keys end up on every
      // line.
      const context = { messageId, receiveCount, submissionId, index, productId, requestId, traceparent };
      return {
        receivedOften() {
          // With the id of the invocation, by which the log says how that ended: `dead-letters show` reads it.
          logger.warn('Message received often', context);
        },
        failed({ code, detail }, error) {
          logger.error('Product failed', { ...context, code, detail, ...(error !== undefined && { error }) });
        },
        returnedToQueue(error) {
          if (error instanceof MissingProductError) {
            // Not counted with what fails: it waits for its put, however wrong its consumer may be.
            logger.info('Product to patch not found yet', context);
            return;
          }
          const passing = isTransient(error);
          log(passing, 'Record returned to the queue', { ...context, passing, error });
        },
      };
    },
  };

  function log(passing: boolean, line: string, fields: Record<string, unknown>): void {
    logger[passing ? 'warn' : 'error'](line, fields);
  }
}

/** Counts what the saves did, and finds the longest time from acceptance to save, in milliseconds. */
function countEffects(items: readonly SavedItem[]): Record<string, number> {
  const byEffect = Map.groupBy(items, ({ save }) => COUNTED_AS[save.kind]);
  const latencies = byEffect.get('saved')?.map(({ latencyMs }) => latencyMs) ?? [];
  return {
    ...Object.fromEntries([...byEffect].map(([effect, ofEffect]) => [effect, ofEffect.length])),
    ...(latencies.length > 0 && { slowestMs: Math.max(...latencies) }),
  };
}

/**
 * Lists the items of a request under `created`, `updated`, `repeated`, `superseded`, `cancelled`; with the most deliveries of one, if
 * there was more than one.
 */
function describeRequest(items: readonly SavedItem[]): Record<string, unknown> {
  const { submissionId, requestId, traceparent } = items[0]?.item ?? {};
  const byKind = Map.groupBy(items, ({ save }) => save.kind);
  const receiveCount = Math.max(...items.map((item) => item.receiveCount));
  return {
    submissionId,
    requestId,
    traceparent,
    ...(receiveCount > 1 && { receiveCount }),
    ...Object.fromEntries([...byKind].map(([kind, ofKind]) => [kind, ofKind.map(({ item }) => item.index)])),
  };
}

/**
 * Builds a key that identifies a request: a repeat under the same idempotency key has another id, but the
 * same submission.
 */
function requestOf({ item }: SavedItem): string {
  return `${item.submissionId} ${item.requestId} ${item.traceparent}`;
}

import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { Save, SavedItem, WorkerTelemetry } from '../core/ports.ts';
import { isTransient } from './is-transient.ts';

const METRIC_OF_SAVE = {
  created: 'ProductSaved',
  updated: 'ProductSaved',
  repeated: 'ProductDuplicated',
  superseded: 'ProductSuperseded',
} as const satisfies Record<Save['kind'], string>;

/** Creates telemetry by Powertools. It logs ids only, never product data. */
export function createPowertoolsTelemetry(logger: Logger, metrics: Metrics): WorkerTelemetry {
  const count = (name: string, times = 1) => metrics.addMetric(name, MetricUnit.Count, times);

  return {
    saved(items) {
      for (const [metric, counted] of Map.groupBy(items, ({ save }) => METRIC_OF_SAVE[save.kind])) {
        count(metric, counted.length);
      }
      for (const { save, latencyMs } of items) {
        if (METRIC_OF_SAVE[save.kind] === 'ProductSaved') {
          metrics.addMetric('SaveLatency', MetricUnit.Milliseconds, latencyMs);
        }
      }
      for (const ofOne of Map.groupBy(items, requestOf).values()) {
        const { submissionId, requestId, traceparent } = ofOne[0]?.item ?? {};
        logger.info('Products saved', { submissionId, requestId, traceparent, ...groupIndexes(ofOne) });
      }
    },
    reportWritten({ id: submissionId, requestId, traceparent }) {
      count('ReportWritten');
      logger.info('Report written', { submissionId, requestId, traceparent });
    },
    reportFailed({ id: submissionId, requestId, traceparent }, error) {
      count('ReportFailed');
      const line = 'Report not written yet; a later delivery writes it';
      logger[isTransient(error) ? 'warn' : 'error'](line, { submissionId, requestId, traceparent, error });
    },
    submissionUnknown(submissionId) {
      logger.warn('No such submission or item; nothing was settled', { submissionId });
    },
    delayFailed(cause) {
      count('HidingFailed');
      logger.warn('Retries could not be delayed; they follow the queue’s own visibility timeout', {
        error: cause,
      });
    },
    addContext({ messageId, receiveCount }, { submissionId, index, productId, requestId, traceparent }) {
      // On each line, not appended to the logger: records run in parallel, and appended keys end up on every
      // line.
      const context = { messageId, receiveCount, submissionId, index, productId, requestId, traceparent };
      return {
        failed({ code, detail }, error) {
          count('ProductFailed');
          logger.error('Product failed', { ...context, code, detail, ...(error !== undefined && { error }) });
        },
        returnedToQueue(cause) {
          count('RecordHandedBack');
          const passing = isTransient(cause);
          logger[passing ? 'warn' : 'error']('Record returned to the queue', {
            ...context,
            passing,
            error: cause,
          });
        },
      };
    },
  };
}

/** Lists the items of a submission under `created`, `updated`, `repeated`, `superseded`. */
function groupIndexes(items: readonly SavedItem[]): Record<string, number[]> {
  const byKind = Map.groupBy(items, ({ save }) => save.kind);
  return Object.fromEntries(
    [...byKind].map(([kind, ofKind]) => [kind, ofKind.map(({ item }) => item.index)]),
  );
}

/**
 * Builds a key that identifies a request: a repeat under the same idempotency key has another id, but the
 * same submission.
 */
function requestOf({ item }: SavedItem): string {
  return `${item.submissionId} ${item.requestId} ${item.traceparent}`;
}

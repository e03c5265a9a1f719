import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { Journal, SavedItem } from '../core/journal.ts';
import type { Save } from '../core/product-store.ts';
import { isPassing } from './is-passing.ts';

const METRIC_OF_SAVE = {
  created: 'ProductSaved',
  updated: 'ProductSaved',
  repeated: 'ProductDuplicated',
  superseded: 'ProductSuperseded',
} as const satisfies Record<Save['kind'], string>;

/** Ids only, never what a product says. */
export function createPowertoolsJournal(logger: Logger, metrics: Metrics): Journal {
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
        logger.info('Products saved', { submissionId, requestId, traceparent, ...indexesByKind(ofOne) });
      }
    },
    forRecord({ messageId, receiveCount }, { submissionId, index, productId, requestId, traceparent }) {
      // With each line, not appended to the logger: records run in parallel, and what is appended ends up on every line.
      const about = { messageId, receiveCount, submissionId, index, productId, requestId, traceparent };
      return {
        failed({ code, detail }) {
          count('ProductFailed');
          logger.error('Product failed', { ...about, code, detail });
        },
        handedBack(cause) {
          count('RecordHandedBack');
          const passing = isPassing(cause);
          logger[passing ? 'warn' : 'error']('Record handed back', { ...about, passing, error: cause });
        },
        sentAgain(cause) {
          count('RecordSentAgain');
          logger.error('Record sent again: nobody could be told what became of it', {
            ...about,
            error: cause,
          });
        },
      };
    },
    reportWritten({ id: submissionId, requestId, traceparent }) {
      count('ReportWritten');
      logger.info('Report written', { submissionId, requestId, traceparent });
    },
    submissionUnknown(submissionId) {
      logger.warn('No such submission or item; nothing was settled', { submissionId });
    },
    hidingFailed(cause) {
      count('HidingFailed');
      logger.warn('Records handed back come again after the queue’s own visibility timeout', {
        error: cause,
      });
    },
  };
}

/** `created`, `updated`, `repeated`, `superseded`: which items of a submission. */
function indexesByKind(items: readonly SavedItem[]): Record<string, number[]> {
  const byKind = Map.groupBy(items, ({ save }) => save.kind);
  return Object.fromEntries(
    [...byKind].map(([kind, ofKind]) => [kind, ofKind.map(({ item }) => item.index)]),
  );
}

/** A request that is repeated under its key has another id, and the same submission. */
function requestOf({ item }: SavedItem): string {
  return `${item.submissionId} ${item.requestId} ${item.traceparent}`;
}

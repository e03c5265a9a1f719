import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { Journal } from '../core/journal.ts';
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
  const count = (name: string) => metrics.addMetric(name, MetricUnit.Count, 1);

  return {
    forRecord({ messageId, receiveCount }, { submissionId, index, productId, requestId, traceparent }) {
      // A child: records run in parallel, and keys appended to the one logger would end up on every line.
      const record = logger.createChild({
        persistentKeys: { messageId, receiveCount, submissionId, index, productId, requestId, traceparent },
      });
      return {
        saved(save, latencyMs) {
          count(METRIC_OF_SAVE[save.kind]);
          if (METRIC_OF_SAVE[save.kind] === 'ProductSaved') {
            metrics.addMetric('SaveLatency', MetricUnit.Milliseconds, latencyMs);
          }
          record.info(`Product ${save.kind}`, { ...save });
        },
        failed({ code, detail }) {
          count('ProductFailed');
          record.error('Product failed', { code, detail });
        },
        handedBack(cause) {
          count('RecordHandedBack');
          const passing = isPassing(cause);
          record[passing ? 'warn' : 'error']('Record handed back', { passing, error: cause });
        },
        sentAgain(cause) {
          count('RecordSentAgain');
          record.error('Record sent again: nobody could be told what became of it', { error: cause });
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

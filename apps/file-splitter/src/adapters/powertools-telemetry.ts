import { isTransient } from '@async-catalog/aws-clients';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { ImportRecord } from '@async-catalog/product-schema';
import { ProcessorUnavailableError } from '../core/errors.ts';
import type { SplitterTelemetry } from '../core/ports.ts';

/**
 * Creates telemetry that writes log lines, from which metric filters make the metrics. It logs ids, numbers and codes
 * only, never content of a file.
 */
export function createPowertoolsTelemetry(logger: Logger): SplitterTelemetry {
  return {
    rowsRead(record, { rows, chunks }) {
      logger.info('Rows read', { ...contextOf(record), rows, chunks, chunk: record.checkpoint?.chunk });
    },
    importFailed(record, { code, line, column }) {
      // Its sender's file is wrong, or an operator knows already.
      logger.info('Import failed', { ...contextOf(record), code, line, column });
    },
    chunkNotDeterministic(record, chunk) {
      logger.error('Chunk not deterministic', { ...contextOf(record), chunk });
    },
    importGivenUp(record, receiveCount, error) {
      logger.error('Import given up', { ...contextOf(record), receiveCount, error });
    },
    reported(record, settlements) {
      logger.info('Import reported', { ...contextOf(record), settlements });
    },
    importUnknown(importId) {
      logger.warn('No such import, or one that is not started', { importId });
    },
    failedRowsUnreadable(record, error) {
      logger.warn('Failed rows not written', { ...contextOf(record), error });
    },
    addContext(context) {
      const { messageId, receiveCount, importId, task } = context;
      const fields = { messageId, receiveCount, importId, task };
      return {
        unreadable(error) {
          logger.error('Import task failed', { ...fields, passing: false, error });
        },
        overtaken() {
          logger.info('Import task overtaken', fields);
        },
        returned(error) {
          const passing = isPassing(error);
          logger[passing ? 'warn' : 'error']('Import task failed', { ...fields, passing, error });
        },
        delayFailed(error) {
          // It follows the queue's own visibility timeout.
          logger.warn('Retry not delayed', { ...fields, error });
        },
      };
    },
  };
}

function contextOf({ id: importId, requestId }: ImportRecord): Record<string, unknown> {
  return { importId, requestId };
}

/** Tells whether another try may help without anything being repaired first. */
function isPassing(cause: unknown): boolean {
  return (
    cause instanceof ProcessorUnavailableError ||
    // A call that was under way when the time was up.
    (cause instanceof Error && ['AbortError', 'TimeoutError'].includes(cause.name)) ||
    isTransient(cause)
  );
}

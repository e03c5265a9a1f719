import { statusOf } from '@async-catalog/product-schema';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { IntakeTelemetry } from '../core/ports.ts';

/** Creates telemetry that writes log lines, from which metric filters make the metrics. */
export function createPowertoolsTelemetry(logger: Logger): IntakeTelemetry {
  return {
    addContext(fields) {
      logger.appendKeys(fields);
    },
    accepted({ items, rejected, warnings }, { replayed }) {
      logger.info(replayed ? 'Submission replayed' : 'Submission accepted', {
        accepted: items.length,
        ...(rejected.length > 0 && { rejected: rejected.length }),
        ...(warnings.length > 0 && { replaced: warnings.length }),
      });
    },
    checked({ valid, rejected }) {
      logger.info('Dry run', { valid, rejected: rejected.length });
    },
    refused({ code, message, cause }) {
      const status = statusOf(code);
      if (status >= 500) {
        logger.error('Request failed', { code, status, detail: message, error: cause });
      } else {
        logger.info('Request refused', { code, status, detail: message });
      }
    },
    releaseFailed(cause) {
      logger.warn('The claim on the submission was not released', { error: cause });
    },
    settleFailed(cause) {
      logger.warn('The unsent items were not settled', { error: cause });
    },
    markFailed(cause) {
      logger.warn('The submission was not marked as queued', { error: cause });
    },
    limiterFailed(cause, uncounted) {
      logger.warn('Limiter unavailable', { uncounted, error: cause });
    },
  };
}

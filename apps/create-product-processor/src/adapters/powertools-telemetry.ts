import { statusOf } from '@async-catalog/product-schema';
import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { IntakeTelemetry } from '../core/ports.ts';

/**
 * Writes log lines and metrics: https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
 */
export function createPowertoolsTelemetry(logger: Logger, metrics: Metrics): IntakeTelemetry {
  const count = (name: string, value = 1): void => {
    metrics.addMetric(name, MetricUnit.Count, value);
  };
  return {
    addContext(fields) {
      logger.appendKeys(fields);
    },
    accepted({ total, items, rejected }, { replayed }) {
      const counts = { total, accepted: items.length, rejected: rejected.length };
      logger.info(replayed ? 'Submission replayed' : 'Submission accepted', counts);
      if (replayed) {
        count('SubmissionReplayed');
      } else {
        count('SubmissionAccepted');
        count('ProductAccepted', items.length);
        count('ProductRejected', rejected.length);
      }
    },
    checked({ valid, rejected }) {
      logger.info('Dry run', { valid, rejected: rejected.length });
      count('DryRun');
    },
    refused({ code, message, cause }) {
      const status = statusOf(code);
      if (status >= 500) {
        logger.error('Request failed', { code, status, detail: message, error: cause });
        count('RequestFailed');
      } else {
        logger.info('Request refused', { code, status, detail: message });
        count('RequestRefused');
      }
    },
    releaseFailed(cause) {
      logger.warn('The claim on the submission was not released', { error: cause });
    },
    markFailed(cause) {
      logger.warn('The submission was not marked as queued', { error: cause });
    },
  };
}

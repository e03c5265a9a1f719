import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { statusOf } from '@async-catalog/product-schema';
import type { Journal } from '../core/journal.ts';

/** Tells by log lines and by metrics: https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/ */
export function createPowertoolsJournal(logger: Logger, metrics: Metrics): Journal {
  const count = (name: string, value: number): void => {
    metrics.addMetric(name, MetricUnit.Count, value);
  };
  return {
    begin(requestId) {
      logger.appendKeys({ requestId });
    },
    accepted({ submissionId, total, items, rejected }, caller) {
      logger.info('Submission accepted', {
        submissionId,
        caller,
        total,
        accepted: items.length,
        rejected: rejected.length,
      });
      count('SubmissionAccepted', 1);
      count('ProductAccepted', items.length);
      count('ProductRejected', rejected.length);
    },
    refused({ code, message, cause }) {
      const status = statusOf(code);
      if (status >= 500) {
        logger.error('Request failed', { code, status, detail: message, error: cause });
        count('RequestFailed', 1);
      } else {
        logger.info('Request refused', { code, status, detail: message });
        count('RequestRefused', 1);
      }
    },
  };
}

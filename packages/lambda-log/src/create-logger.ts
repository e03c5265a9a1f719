import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';

/** Creates a logger whose level is that of `POWERTOOLS_LOG_LEVEL`. */
export function createLogger(): Logger {
  return new Logger({ logFormatter: new ShortFormatter() });
}

class ShortFormatter extends LogFormatter {
  override formatAttributes(
    { logLevel, message, timestamp, lambdaContext, xRayTraceId }: UnformattedAttributes,
    fields: LogAttributes,
  ): LogItem {
    const attributes = {
      level: logLevel,
      message,
      ...(logLevel !== 'INFO' && {
        timestamp: this.formatTimestamp(timestamp),
        function_request_id: lambdaContext?.awsRequestId,
        xray_trace_id: xRayTraceId,
      }),
    };
    return new LogItem({ attributes }).addAttributes(fields);
  }
}

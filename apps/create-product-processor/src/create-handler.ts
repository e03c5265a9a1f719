import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
// oxlint-disable-next-line import/no-named-as-default -- its types know no other export
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { httpExchange, type IntakeEvent } from './adapters/http/http-exchange.ts';
import type { ProxyResult } from './adapters/http/proxy-result.ts';
import type { Intake } from './core/intake.ts';
import type { Journal } from './core/journal.ts';
import type { Context } from 'aws-lambda';

export interface HandlerDeps {
  readonly intake: Intake;
  readonly journal: Journal;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** What an answer needs when Lambda is about to cut the function off. */
const TIMEOUT_EARLY_MS = 250;

/** Takes what API Gateway sends (payload 1.0 or 2.0); always answers, never throws. */
export function createHandler({ intake, journal, logger, metrics }: HandlerDeps): ProxyHandler {
  return (
    middy<IntakeEvent>({ timeoutEarlyInMillis: TIMEOUT_EARLY_MS })
      .use(injectLambdaContext(logger, { resetKeys: true }))
      .use(logMetrics(metrics, { captureColdStartMetric: true }))
      .use(httpExchange(journal))
      // Only JSON is parsed here: other media types that an operation takes go their own way.
      .use(httpJsonBodyParser({ disableContentTypeError: true }))
      .handler(({ request, body }) => intake(request, body))
  );
}

export type ProxyHandler = (event: unknown, context: Context) => Promise<ProxyResult>;

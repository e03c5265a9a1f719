import type { Limited, Limiter, Quotas, Usage } from '@async-catalog/caller-limits';
import { ProblemError, readRequestId } from '@async-catalog/http-contract';
import type { SubmissionId } from '@async-catalog/product-schema';
import type middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { LimitExceededError } from '../core/errors.ts';
import type { IntakeResult } from '../core/intake.ts';
import type { IntakeTelemetry } from '../core/ports.ts';
import { decodeEvent } from './decode-event.ts';
import { ProxyEvent, readCaller } from './proxy-event.ts';
import {
  type Exchange,
  type ProxyResult,
  toProblem,
  toProblemResult,
  toProxyResult,
  withUsage,
} from './proxy-result.ts';

type HttpExchange = middy.MiddlewareObj<
  unknown,
  IntakeResult | ProxyResult,
  Error,
  Context,
  { exchange?: Exchange }
>;

const UNKNOWN: Exchange = { requestId: '', path: '' };

interface ExchangeOptions {
  readonly limiter: Limiter;
  /** Limits of a caller whose token sets none. */
  readonly quotas: Quotas;
  readonly newSubmissionId: () => SubmissionId;
}

/** Decodes the event, and turns a result or an error into the answer. */
export function httpExchange(
  telemetry: IntakeTelemetry,
  { limiter, quotas, newSubmissionId }: ExchangeOptions,
): HttpExchange {
  return {
    async before(middyRequest) {
      const { context, internal } = middyRequest;
      const parsed = ProxyEvent.safeParse(middyRequest.event);
      const { headers = {}, path = '' } = parsed.data ?? {};
      const requestId = readRequestId(headers['x-request-id']) ?? context.awsRequestId;
      internal.exchange = { requestId, path };
      telemetry.addContext({ requestId });
      if (!parsed.success) {
        throw new ProblemError('INVALID_REQUEST', 'This is no event of an API Gateway proxy integration.');
      }
      const event = { ...parsed.data, submissionId: parsed.data.submissionId ?? newSubmissionId() };
      const limited = readCaller(event.authorizer, quotas);
      const known: Exchange = { requestId, path, quotas: limited.quotas };
      internal.exchange = known;
      const usage = isDirect(event) ? await countRequest(limiter, limited) : undefined;
      const counted = withUsage(known, usage);
      internal.exchange = counted;
      const decoded = decodeEvent(event, limited, requestId, context, telemetry);
      const { handling, dryRun, submissionId } = decoded.command;
      internal.exchange = { ...counted, handling, ...(!dryRun && { submissionId }) };
      middyRequest.event = decoded;
    },

    after(middyRequest) {
      const { response, internal } = middyRequest;
      middyRequest.response = toProxyResult(response as IntakeResult, internal.exchange ?? UNKNOWN);
    },

    onError(middyRequest) {
      const { error, internal } = middyRequest;
      const exchange = withUsage(
        internal.exchange ?? UNKNOWN,
        error instanceof LimitExceededError ? error.usage : undefined,
      );
      const problem = toProblem(error, exchange);
      telemetry.refused(problem);
      middyRequest.response = toProblemResult(problem, exchange);
    },
  };
}

/** The API has counted its requests itself, and the file splitter's are no caller's. */
function isDirect({ fromApi, chunk }: ProxyEvent): boolean {
  return !fromApi && chunk === undefined;
}

async function countRequest(limiter: Limiter, limited: Limited): Promise<Usage | undefined> {
  const { passed, usage } = await limiter.take('requests', limited, 1);
  if (!passed && usage !== undefined) {
    throw new LimitExceededError(usage, 1);
  }
  return usage;
}

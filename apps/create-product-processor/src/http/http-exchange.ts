import { ProblemError, readRequestId } from '@async-catalog/http-contract';
import type { SubmissionId } from '@async-catalog/product-schema';
import type middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { IntakeResult } from '../core/intake.ts';
import type { IntakeTelemetry } from '../core/ports.ts';
import { decodeEvent } from './decode-event.ts';
import { ProxyEvent } from './proxy-event.ts';
import {
  type Exchange,
  type ProxyResult,
  toProblem,
  toProblemResult,
  toProxyResult,
} from './proxy-result.ts';

type HttpExchange = middy.MiddlewareObj<
  unknown,
  IntakeResult | ProxyResult,
  Error,
  Context,
  { exchange?: Exchange }
>;

const UNKNOWN: Exchange = { requestId: '', path: '' };

/** Decodes the event, and turns a result or an error into the answer. */
export function httpExchange(telemetry: IntakeTelemetry, newSubmissionId: () => SubmissionId): HttpExchange {
  return {
    before(middyRequest) {
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
      const decoded = decodeEvent(event, requestId, context, telemetry);
      const { handling, dryRun, submissionId } = decoded.command;
      internal.exchange = { requestId, path, handling, ...(!dryRun && { submissionId }) };
      middyRequest.event = decoded;
    },

    after(middyRequest) {
      const { response, internal } = middyRequest;
      middyRequest.response = toProxyResult(response as IntakeResult, internal.exchange ?? UNKNOWN);
    },

    onError(middyRequest) {
      const { exchange = UNKNOWN } = middyRequest.internal;
      const problem = toProblem(middyRequest.error, exchange);
      telemetry.refused(problem);
      middyRequest.response = toProblemResult(problem, exchange);
    },
  };
}

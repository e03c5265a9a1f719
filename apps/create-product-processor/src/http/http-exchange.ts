import { ProblemError, readRequestId } from '@async-catalog/http-contract';
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
export function httpExchange(telemetry: IntakeTelemetry): HttpExchange {
  return {
    before(middyRequest) {
      const { event, context, internal } = middyRequest;
      const parsed = ProxyEvent.safeParse(event);
      const { headers = {}, path = '' } = parsed.data ?? {};
      const requestId = readRequestId(headers['x-request-id']) ?? context.awsRequestId;
      internal.exchange = { requestId, path };
      telemetry.addContext({ requestId });
      if (!parsed.success) {
        throw new ProblemError('INVALID_REQUEST', 'This is no event of an API Gateway proxy integration.');
      }
      const decoded = decodeEvent(parsed.data, requestId, context, telemetry);
      internal.exchange = { ...internal.exchange, handling: decoded.command.handling };
      middyRequest.event = decoded;
    },

    after(middyRequest) {
      const { response, internal } = middyRequest;
      middyRequest.response = toProxyResult(response as IntakeResult, internal.exchange ?? UNKNOWN);
    },

    onError(middyRequest) {
      const problem = toProblem(middyRequest.error);
      telemetry.refused(problem);
      middyRequest.response = toProblemResult(problem, middyRequest.internal.exchange ?? UNKNOWN);
    },
  };
}

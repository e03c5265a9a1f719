import type { Context } from 'aws-lambda';
import type middy from '@middy/core';
import type { Answer } from '../../core/answering/answer.ts';
import { ProblemError } from '../../core/answering/problem-error.ts';
import type { Journal } from '../../core/journal.ts';
import { requestIdOf } from '../../core/request/correlation.ts';
import type { IntakeRequest } from '../../core/request/intake-request.ts';
import { problemOf } from './problem-of.ts';
import { ProxyEvent } from './proxy-event.ts';
import { problemResultOf, type ProxyResult, resultOf } from './proxy-result.ts';
import { readRequest } from './read-request.ts';

/** What the handler gets: the request, with its body where `http-json-body-parser` looks for it, and leaves what it parsed. */
export interface IntakeEvent {
  readonly request: IntakeRequest;
  readonly headers: { readonly 'content-type': string };
  readonly isBase64Encoded: false;
  readonly body: unknown;
}

interface Exchange {
  readonly requestId: string;
  readonly path: string;
}

type HttpExchange = middy.MiddlewareObj<
  unknown,
  Answer | ProxyResult,
  Error,
  Context,
  { exchange?: Exchange }
>;

const UNKNOWN: Exchange = { requestId: '', path: '' };

/** Between API Gateway and the intake: the one place where an event is read, and where an answer or an error becomes a result. */
export function httpExchange(journal: Journal): HttpExchange {
  return {
    before(middyRequest) {
      const { event, context, internal } = middyRequest;
      const parsed = ProxyEvent.safeParse(event);
      const requestId = requestIdOf(parsed.data?.headers ?? {}) ?? context.awsRequestId;
      internal.exchange = { requestId, path: parsed.data?.path ?? '' };
      journal.concerns({ requestId });
      if (!parsed.success) {
        throw new ProblemError(
          'INVALID_REQUEST',
          'This is not an event of an API Gateway proxy integration.',
        );
      }
      const request = readRequest(parsed.data, requestId, context);
      const { caller, traceparent } = request;
      journal.concerns({ caller, ...(traceparent !== undefined && { traceparent }) });
      middyRequest.event = {
        request,
        headers: { 'content-type': request.mediaType },
        isBase64Encoded: false,
        body: request.body.text,
      } satisfies IntakeEvent;
    },

    after(middyRequest) {
      const { requestId } = middyRequest.internal.exchange ?? UNKNOWN;
      middyRequest.response = resultOf(middyRequest.response as Answer, requestId);
    },

    onError(middyRequest) {
      const { requestId, path } = middyRequest.internal.exchange ?? UNKNOWN;
      const problem = problemOf(middyRequest.error);
      journal.refused(problem);
      middyRequest.response = problemResultOf(problem, requestId, path);
    },
  };
}

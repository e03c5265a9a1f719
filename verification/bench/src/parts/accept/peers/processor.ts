import { randomUUID } from 'node:crypto';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** The processor's answer: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Passes a product on: every peer uses this function, and our API does the same. */
export type HandOver = (product: string) => Promise<Answer>;

/** Invokes the processor synchronously, as an HTTP API would; answers at once without a function. */
export function createHandOver(functionName: string | undefined): HandOver {
  return functionName === undefined ? () => Promise.resolve(ACCEPTED) : createInvoke(functionName);
}

const ACCEPTED: Answer = {
  statusCode: 202,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ status: 'queued', total: 1 }),
};

function createInvoke(functionName: string): HandOver {
  const lambda = new LambdaClient();
  return async (body) => {
    const requestId = randomUUID();
    const event = {
      version: '2.0',
      routeKey: '$default',
      rawPath: '/products',
      rawQueryString: '',
      headers: { 'content-type': 'application/json', 'x-request-id': requestId },
      requestContext: { http: { method: 'POST', path: '/products' }, requestId },
      body,
      isBase64Encoded: false,
    };
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
    );
    if (FunctionError !== undefined || Payload === undefined) {
      throw new Error(`The processor failed: ${FunctionError}`);
    }
    return JSON.parse(Payload.transformToString()) as Answer;
  };
}

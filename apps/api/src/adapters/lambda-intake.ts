import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { Intake, IntakeAnswer } from '../core/ports.ts';
import { dependencyUnavailable, ProblemError } from '../core/problem-error.ts';
import { toHttpApiEvent } from './http-api-event.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.v2 */
const HttpApiResult = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.coerce.string()).default({}),
  body: z.string().default(''),
});

/** Hands requests to the processor by a synchronous invoke, so that its answer is the consumer's answer. */
export function createLambdaIntake(lambda: LambdaClient, functionName: string, now: () => Date): Intake {
  return {
    async submit(request) {
      const event = await toHttpApiEvent(request, now());
      const result = await invoke(lambda, functionName, JSON.stringify(event));
      return toAnswer(result);
    },
  };
}

async function invoke(
  lambda: LambdaClient,
  functionName: string,
  payload: string,
): Promise<InvokeCommandOutput> {
  try {
    return await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload: payload }));
  } catch (error) {
    throw toProblem(error);
  }
}

/** Answers with which Lambda says that the function was not run: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
const NOT_RUN = new Set([
  'EC2ThrottledException',
  'ResourceConflictException',
  'ResourceNotReadyException',
  'ResourceNotFoundException',
  'AccessDeniedException',
  'ECONNREFUSED',
  'ENOTFOUND',
]);

/** The SDK gives this error no code, and its name to other timeouts too, by which the function may have run. */
const NEVER_CONNECTED = /did not establish a connection/;

function toProblem(error: unknown): ProblemError {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'RequestTooLargeException') {
    return new ProblemError('PAYLOAD_TOO_LARGE', 'The body compresses too little; split the batch.', {
      cause: error,
    });
  }
  if (name === 'TooManyRequestsException') {
    return new ProblemError('TOO_MANY_REQUESTS', 'Nothing was taken; slow down and send it again.', {
      headers: { 'retry-after': '1' },
      cause: error,
    });
  }
  const notRun =
    NOT_RUN.has(name ?? '') ||
    NOT_RUN.has(code ?? '') ||
    (name === 'TimeoutError' && NEVER_CONNECTED.test(message ?? ''));
  return notRun ? dependencyUnavailable('Nothing was taken; send it again.', error) : outcomeUnknown(error);
}

/** Lambda gives up waiting, or the function dies, at any point: also after everything is in the queue. */
function outcomeUnknown(cause: unknown): ProblemError {
  return dependencyUnavailable(
    'It is not known whether anything was taken. With an Idempotency-Key, sending it again takes nothing twice.',
    cause,
  );
}

function toAnswer({ FunctionError, Payload }: InvokeCommandOutput): IntakeAnswer {
  const text = Payload?.transformToString() ?? '';
  if (FunctionError !== undefined) {
    throw outcomeUnknown(new Error(`The function failed (${FunctionError}): ${text}`));
  }
  const result = HttpApiResult.safeParse(parseJson(text));
  if (!result.success) {
    throw new Error(`The function's answer is not an HTTP response: ${text.slice(0, 1000)}`, {
      cause: result.error,
    });
  }
  return { status: result.data.statusCode, headers: result.data.headers, body: result.data.body };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

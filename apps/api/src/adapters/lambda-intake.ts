import {
  ANONYMOUS,
  nothingTaken,
  outcomeUnknown,
  ProblemError,
  readIdempotencyKey,
} from '@async-catalog/http-contract';
import { newSubmissionId, type SubmissionId, submissionIdForKey } from '@async-catalog/product-schema';
import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { Intake, IntakeAnswer, IntakeRequest } from '../deps.ts';
import { toHttpApiEvent } from './http-api-event.ts';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
const HttpApiResult = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.coerce.string()).default({}),
  body: z.string().default(''),
});

/** Invokes the processor synchronously, so that its answer is the consumer's answer. */
export function createLambdaIntake(lambda: LambdaClient, functionName: string, now: () => Date): Intake {
  return {
    async submit(request) {
      const submissionId = chooseSubmissionId(request);
      const event = await toHttpApiEvent(request, submissionId, now());
      const named = isDryRun(request) ? undefined : submissionId;
      const result = await invoke(lambda, functionName, JSON.stringify(event), named);
      return toAnswer(result, named);
    },
  };
}

/**
 * Chooses the id that the function gives the submission, so that a lost answer can name it.
 * @throws {ProblemError} `INVALID_REQUEST` if the idempotency key is malformed
 */
function chooseSubmissionId({ headers, caller = ANONYMOUS }: IntakeRequest): SubmissionId {
  const key = readIdempotencyKey(headers['idempotency-key']);
  return key === undefined ? newSubmissionId() : submissionIdForKey(caller, key);
}

function isDryRun({ query }: IntakeRequest): boolean {
  return new URLSearchParams(query).get('dryRun') === 'true';
}

async function invoke(
  lambda: LambdaClient,
  functionName: string,
  payload: string,
  submissionId: SubmissionId | undefined,
): Promise<InvokeCommandOutput> {
  try {
    return await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload: payload }));
  } catch (error) {
    throw toProblem(error, submissionId);
  }
}

/**
 * Errors which mean that the function certainly didn't run.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
const NOT_RUN = new Set([
  'EC2ThrottledException',
  'ResourceConflictException',
  'ResourceNotReadyException',
  'ResourceNotFoundException',
  'AccessDeniedException',
  'ECONNREFUSED',
  'ENOTFOUND',
]);

/**
 * Recognizes a failed connection by its message: the SDK gives it no code, and shares its name with timeouts
 * after which the function may have run.
 */
const NEVER_CONNECTED = /did not establish a connection/;

function toProblem(error: unknown, submissionId: SubmissionId | undefined): ProblemError {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'RequestTooLargeException') {
    return new ProblemError(
      'PAYLOAD_TOO_LARGE',
      'The body is too large even when compressed. Split the batch.',
      {
        cause: error,
      },
    );
  }
  if (name === 'TooManyRequestsException') {
    return new ProblemError(
      'TOO_MANY_REQUESTS',
      'Nothing was taken of this request. Slow down, then send it again.',
      {
        retryAfterSeconds: 1,
        cause: error,
      },
    );
  }
  const notRun =
    NOT_RUN.has(name ?? '') ||
    NOT_RUN.has(code ?? '') ||
    (name === 'TimeoutError' && NEVER_CONNECTED.test(message ?? ''));
  return notRun ? nothingTaken(error) : outcomeUnknown(error, submissionId);
}

function toAnswer(
  { FunctionError, Payload }: InvokeCommandOutput,
  submissionId: SubmissionId | undefined,
): IntakeAnswer {
  const text = Payload?.transformToString() ?? '';
  if (FunctionError !== undefined) {
    // The function may have died after everything was in the queue.
    throw outcomeUnknown(new Error(`The function failed (${FunctionError}): ${text}`), submissionId);
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

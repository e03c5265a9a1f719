import { isTransient } from '@async-catalog/aws-clients';
import { Accepted, DryRun, Problem } from '@async-catalog/product-schema';
import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { ProcessorUnavailableError } from '../core/errors.ts';
import type { ChunkAnswer, Processor } from '../core/ports.ts';
import { toChunkEvent } from './chunk-event.ts';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
const HttpApiResult = z.object({ statusCode: z.int().min(200).max(599), body: z.string().default('') });

/** Statuses of refusals that pass: the chunk is in progress, there is too much to do, or a dependency is out. */
const PASSING: ReadonlySet<number> = new Set([409, 429, 500, 502, 503, 504]);

/** Invokes the processor with chunks, each of which it takes once however often it is sent. */
export function createLambdaProcessor(
  lambda: LambdaClient,
  functionName: string,
  now: () => Date,
): Processor {
  return {
    async submit(chunk, abortSignal) {
      const event = await toChunkEvent(chunk, now());
      const command = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) });
      let output: InvokeCommandOutput;
      try {
        output = await lambda.send(command, { abortSignal });
      } catch (cause) {
        throw isPassing(cause)
          ? new ProcessorUnavailableError('the processor can’t be reached', { cause })
          : cause;
      }
      return toAnswer(output);
    },
  };
}

/** Tells whether an Invoke failed for a reason that passes; a connection that was refused has a code only. */
function isPassing(cause: unknown): boolean {
  const { name, code } = cause as { name?: string; code?: string };
  return isTransient(cause) || name === 'TooManyRequestsException' || code === 'ECONNREFUSED';
}

function toAnswer({ FunctionError, Payload }: InvokeCommandOutput): ChunkAnswer {
  const text = Payload?.transformToString() ?? '';
  if (FunctionError !== undefined) {
    throw new ProcessorUnavailableError(`the processor failed (${FunctionError})`);
  }
  const { statusCode, body } = HttpApiResult.parse(JSON.parse(text));
  if (PASSING.has(statusCode)) {
    throw new ProcessorUnavailableError(`the processor answered ${statusCode}`);
  }
  const content: unknown = JSON.parse(body);
  if (statusCode === 202) {
    return { kind: 'taken', queued: Accepted.parse(content).items.length > 0 };
  }
  if (statusCode === 200) {
    const { rejected, warnings } = DryRun.parse(content);
    return { kind: 'checked', rejected, warnings };
  }
  const { code } = Problem.pick({ code: true }).parse(content);
  if (code === 'IDEMPOTENCY_KEY_REUSED') {
    return { kind: 'reused' };
  }
  // A defect: both functions are of one release.
  throw new Error(`The processor refused a chunk: ${statusCode} ${code}`);
}

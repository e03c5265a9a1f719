import type { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { FaultPlan } from './fault-plan.ts';
import { invoke, type SimulatedFunction } from './lambda.ts';
import { currentProcess, type Process } from './process.ts';
import type { HttpResult } from './send-request.ts';
import { sleep } from './sleep.ts';

type Processor = SimulatedFunction<unknown, HttpResult>;

/** The splitter's calls of the processor. */
const POINT = 'processor.Invoke';

const TIMEOUT_MS = 1900;

async function run(processor: Processor, { input }: InvokeCommand, process: Process): Promise<object> {
  const event: unknown = JSON.parse(input.Payload as string);
  const invoked = await invoke(processor, event, process);
  return invoked.kind === 'completed'
    ? { Payload: { transformToString: () => JSON.stringify(invoked.result) } }
    : { FunctionError: 'Unhandled' };
}

/** Creates a client of Lambda that knows one function. */
export function createInvoker(processor: Processor, newProcess: () => Process): LambdaClient {
  const send = (command: InvokeCommand): Promise<object> => run(processor, command, newProcess());
  return { send } as unknown as LambdaClient;
}

/** Creates a client of Lambda whose calls fail as planned. */
export function createFaultyInvoker(
  processor: Processor,
  newProcess: () => Process,
  faults: FaultPlan,
): LambdaClient {
  async function call(command: InvokeCommand, caller: Process): Promise<object> {
    const effect = faults.at(POINT);
    switch (effect) {
      case 'crashes before':
        caller.crash();
        return {};
      case 'throttled':
        throw errorOf('TooManyRequestsException');
      case 'failed':
        return { FunctionError: 'Unhandled' };
      case 'late':
        void sleep(TIMEOUT_MS).then(() => run(processor, command, newProcess()));
        throw errorOf('TimeoutError');
      case 'slow':
        await sleep(TIMEOUT_MS);
        return await run(processor, command, newProcess());
      default: {
        const answer = await run(processor, command, newProcess());
        if (effect === 'crashes after') {
          caller.crash();
        }
        if (effect === 'response lost') {
          throw errorOf('TimeoutError');
        }
        return answer;
      }
    }
  }

  const send = async (
    command: InvokeCommand,
    { abortSignal }: { readonly abortSignal?: AbortSignal } = {},
  ): Promise<object> => {
    const caller = currentProcess();
    if (caller.crashed) {
      return await never();
    }
    const aborted = Promise.withResolvers<never>();
    abortSignal?.addEventListener('abort', () => aborted.reject(errorOf('AbortError')), { once: true });
    aborted.promise.catch(() => {});
    const [outcome] = await Promise.allSettled([Promise.race([call(command, caller), aborted.promise])]);
    if (caller.crashed) {
      return await never();
    }
    if (outcome.status === 'rejected') {
      throw outcome.reason;
    }
    return outcome.value;
  };
  return { send } as unknown as LambdaClient;
}

function errorOf(name: string): Error {
  return Object.assign(new Error('simulated'), { name });
}

function never(): Promise<never> {
  return new Promise(() => {});
}

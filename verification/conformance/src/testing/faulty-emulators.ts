import { startEmulators, type StorageEndpoints } from '@async-catalog/local-cloud';
import { startAwsProxy } from '@async-catalog/local-cloud/testing';
import { toProxyFault, type Fault } from '../recording/iam-call.ts';

const noFault: Fault = () => undefined;

/** Starts SQS, S3 and DynamoDB, each behind a proxy that can make calls fail. */
export async function startFaultyEmulators() {
  await using started = new AsyncDisposableStack();
  let current = noFault;
  const fault = toProxyFault((call, body) => current(call, body));
  const startFaultProxy = async (endpoint: string): Promise<string> =>
    started.use(await startAwsProxy(endpoint, { fault })).url;
  const emulators = await startEmulators();
  started.defer(() => emulators.close());
  const { sqs, s3, dynamodb } = emulators.endpoints;
  const endpoints = {
    sqs: await startFaultProxy(sqs),
    s3: await startFaultProxy(s3),
    dynamodb: await startFaultProxy(dynamodb),
  };

  const running = started.move();
  return {
    /** Endpoints at which calls can fail. */
    endpoints,
    /** Settings for clients whose calls never fail. */
    clientConfig: (service: keyof StorageEndpoints) => emulators.clientConfig(service),
    /** Applies the fault of the current `during`, for use in another service's proxy. */
    fault,
    /** Runs something while calls fail. */
    during: async <Result>(failing: Fault, run: () => Promise<Result>): Promise<Result> => {
      current = failing;
      try {
        return await run();
      } finally {
        current = noFault;
      }
    },
    close: () => running.disposeAsync(),
  };
}

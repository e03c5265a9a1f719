import { startEmulators, type StorageEndpoints } from '@async-catalog/local-cloud';
import { type Fault, recordRequests } from '../recording/record-requests.ts';

const noFault: Fault = () => undefined;

/** The services of AWS, with something before each that can make trouble. */
export async function startTroubledEmulators() {
  await using started = new AsyncDisposableStack();
  let fault = noFault;
  const trouble: Fault = (call, body) => fault(call, body);
  const front = async (endpoint: string): Promise<string> => {
    const between = await recordRequests(endpoint, () => undefined, trouble);
    started.defer(() => between.close());
    return between.url;
  };
  const emulators = await startEmulators();
  started.defer(() => emulators.close());
  const { sqs, s3, dynamodb } = emulators.endpoints;
  const endpoints = { sqs: await front(sqs), s3: await front(s3), dynamodb: await front(dynamodb) };

  const running = started.move();
  return {
    /** For who is to have trouble. */
    endpoints,
    /** For who isn't. */
    clientConfig: (service: keyof StorageEndpoints) => emulators.clientConfig(service),
    /** How calls fail at the moment. */
    trouble,
    /** Runs something while calls fail as told. */
    during: async <Result>(failing: Fault, run: () => Promise<Result>): Promise<Result> => {
      fault = failing;
      try {
        return await run();
      } finally {
        fault = noFault;
      }
    },
    close: () => running.disposeAsync(),
  };
}

import { createLambdaClient } from '@async-catalog/aws-clients';
import { InvokeCommand, type InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { Sender } from '../replay.ts';

export function createLambdaSender(): Sender {
  const lambda = createLambdaClient();
  return { calls: { Invoke: (input: InvokeCommandInput) => lambda.send(new InvokeCommand(input)) } };
}

import { createLambdaClient } from '@async-catalog/aws-clients';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Sender } from '../replay.ts';

interface Input {
  readonly FunctionName: string;
  readonly Payload: string;
}

export function createLambdaSender(): Sender {
  const lambda = createLambdaClient();
  return {
    prepare: ({ input }) => input,
    send: (_action, input) => lambda.send(new InvokeCommand(input as Input)),
  };
}

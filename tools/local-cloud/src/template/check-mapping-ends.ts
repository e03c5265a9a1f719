import type { EventSourceMappingSpec, FunctionSpec, QueueSpec } from '../model.ts';

/** SQS's default for a queue without a visibility timeout. */
const DEFAULT_VISIBILITY_TIMEOUT_SECONDS = 30;

/**
 * Lists problems with the queue and the function that a mapping connects, by property: one of them doesn't
 * exist, or Lambda would refuse the pair at deployment.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function checkMappingEnds(
  mapping: EventSourceMappingSpec,
  queues: readonly QueueSpec[],
  functions: readonly FunctionSpec[],
): [property: string, problem: string][] {
  const problems: [string, string][] = [];
  const queue = queues.find(({ arn }) => arn === mapping.queueArn);
  const lambda = functions.find(({ name }) => name === mapping.functionName);
  if (queue === undefined) {
    problems.push(['EventSourceArn', `${mapping.queueArn} isn't a queue in the assembly`]);
  }
  if (lambda === undefined) {
    problems.push(['FunctionName', `${mapping.functionName} isn't a function in the assembly`]);
  }
  if (queue !== undefined && lambda !== undefined) {
    const visibility = Number(queue.attributes['VisibilityTimeout'] ?? DEFAULT_VISIBILITY_TIMEOUT_SECONDS);
    if (visibility < lambda.timeoutSeconds) {
      problems.push([
        'EventSourceArn',
        `Lambda refuses a queue whose visibility timeout (${visibility} s) is below the function's timeout (${lambda.timeoutSeconds} s)`,
      ]);
    }
  }
  return problems;
}

/** Error that ends an invocation in place of the handler's response, worded as Lambda does. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html ("Task timed out") */
export function timedOut(requestId: string, timeoutSeconds: number): FunctionError {
  return sandboxError(
    'Sandbox.Timedout',
    requestId,
    `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  );
}

/**
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html (shutdown,
 * `Runtime.ExitError`)
 */
export function exited(requestId: string, exitCode: number): FunctionError {
  const how = exitCode === 0 ? 'without providing a reason' : `with error: exit status ${exitCode}`;
  return sandboxError('Runtime.ExitError', requestId, `Runtime exited ${how}`);
}

/**
 * Builds the error that Lambda reports both when a function runs out of memory and when it is killed from
 * outside.
 */
export function killed(requestId: string): FunctionError {
  return sandboxError('Runtime.ExitError', requestId, 'Runtime exited with error: signal: killed');
}

export function responseTooLarge(maxBytes: number): FunctionError {
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${maxBytes} bytes).`,
  };
}

function sandboxError(errorType: string, requestId: string, problem: string): FunctionError {
  return { errorType, errorMessage: `RequestId: ${requestId} Error: ${problem}` };
}

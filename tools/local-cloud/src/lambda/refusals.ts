import type { FunctionSpec } from '../model.ts';
import type { InvokeRefusal } from './invoke-result.ts';

// Codes, status codes and texts: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors

export function functionNotFound(name: string): InvokeRefusal {
  return refusal(404, 'ResourceNotFoundException', `Function not found: ${name}`);
}

export function unknownOperation(): InvokeRefusal {
  return refusal(
    404,
    'UnknownOperationException',
    'This host answers Invoke, ListFunctions, GetFunction and ListEventSourceMappings only.',
  );
}

export function eventTooLarge(maxBytes: number): InvokeRefusal {
  const message = `Request must be smaller than ${maxBytes} bytes for the InvokeFunction operation`;
  return refusal(413, 'RequestTooLargeException', message);
}

export function invalidParameter(message: string): InvokeRefusal {
  return refusal(400, 'InvalidParameterValueException', message);
}

export function eventNotJson(cause: string): InvokeRefusal {
  return refusal(400, 'InvalidRequestContentException', `Could not parse request body into json: ${cause}`);
}

export function throttled(spec: FunctionSpec): InvokeRefusal {
  const reserved = spec.reservedConcurrency !== undefined;
  return {
    ...refusal(429, 'TooManyRequestsException', 'Rate Exceeded.'),
    reason: `${reserved ? 'ReservedFunction' : ''}ConcurrentInvocationLimitExceeded`,
  };
}

export function hostFailed(message: string): InvokeRefusal {
  return refusal(500, 'ServiceException', message);
}

function refusal(statusCode: number, code: InvokeRefusal['code'], message: string): InvokeRefusal {
  return { kind: 'refused', statusCode, code, message };
}

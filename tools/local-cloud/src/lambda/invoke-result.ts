/** Result of a synchronous invocation through Lambda's Invoke API. */
export type InvokeResult = InvokeAnswer | InvokeRefusal;

/** Result of an invocation that reached the function, even if it failed there: HTTP status 200. */
export interface InvokeAnswer {
  readonly kind: 'answered';
  readonly requestId: string;
  /** JSON text: the handler's result or, with `functionError`, `{errorType, errorMessage, trace?}`. */
  readonly payload: string;
  /** The `X-Amz-Function-Error` header. */
  readonly functionError?: 'Unhandled';
  /** End of the invocation's log: at least the last 4 KB. */
  readonly logTail: string;
}

/** Error of Lambda's API itself: no function ran. */
export interface InvokeRefusal {
  readonly kind: 'refused';
  readonly statusCode: number;
  readonly code:
    | 'InvalidParameterValueException'
    | 'InvalidRequestContentException'
    | 'RequestTooLargeException'
    | 'ResourceNotFoundException'
    | 'ServiceException'
    | 'TooManyRequestsException'
    | 'UnknownOperationException';
  readonly message: string;
  /** The limit that throttled the invocation. */
  readonly reason?: 'ConcurrentInvocationLimitExceeded' | 'ReservedFunctionConcurrentInvocationLimitExceeded';
}

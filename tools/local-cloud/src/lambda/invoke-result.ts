/** What Lambda's Invoke API answers to a synchronous invocation. */
export type InvokeResult = InvokeAnswer | InvokeRefusal;

/** The function ran (or died trying): HTTP status 200. */
export interface InvokeAnswer {
  readonly kind: 'answered';
  readonly requestId: string;
  /** JSON text: what the handler returned or, with `functionError`, `{errorType, errorMessage, trace?}`. */
  readonly payload: string;
  /** The `X-Amz-Function-Error` header. */
  readonly functionError?: 'Unhandled';
  /** The end of what the invocation wrote to its log: at least the last 4 KB. */
  readonly logTail: string;
}

/** The function did not run: an error of the Invoke API itself. */
export interface InvokeRefusal {
  readonly kind: 'refused';
  readonly statusCode: number;
  readonly code:
    | 'InvalidRequestContentException'
    | 'RequestTooLargeException'
    | 'ResourceNotFoundException'
    | 'ServiceException'
    | 'TooManyRequestsException'
    | 'UnknownOperationException';
  readonly message: string;
  /** Why an invocation was throttled. */
  readonly reason?: 'ConcurrentInvocationLimitExceeded' | 'ReservedFunctionConcurrentInvocationLimitExceeded';
}

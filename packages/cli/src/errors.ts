/** Exit codes, which scripts rely on. */
export const EXIT = {
  allSaved: 0,
  someNotSaved: 1,
  usedWrongly: 2,
  impossible: 3,
  interrupted: 130,
  /** As a shell reports SIGPIPE. */
  outputClosed: 141,
} as const;

/** Error in the arguments, or in the file that they name. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code: string;

  constructor(
    message: string,
    { code = 'USAGE', ...options }: ErrorOptions & { readonly code?: string } = {},
  ) {
    super(message, options);
    this.code = code;
  }
}

/** Error that isn't the arguments': what is asked for can't be done now. */
export class ImpossibleError extends Error {
  override readonly name = 'ImpossibleError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Ctrl-C. The message says what goes on, and how to come back to it. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly code = 'INTERRUPTED';
}

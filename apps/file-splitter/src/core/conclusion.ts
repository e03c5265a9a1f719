/**
 * The end of one delivery of a message.
 * - `acknowledge`: nothing is left to do.
 * - `continue`: it is delivered again at once, to go on.
 * - `retry`: it is delivered again after a delay, which grows with the receives since the last progress.
 */
export type Conclusion =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'retry'; readonly cause: unknown; readonly failures: number };

export const ACKNOWLEDGE: Conclusion = { kind: 'acknowledge' };
export const CONTINUE: Conclusion = { kind: 'continue' };

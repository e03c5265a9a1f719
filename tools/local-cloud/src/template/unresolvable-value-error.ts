/** A value that can't be known locally. Says which; whoever asked for the value knows for what. */
export class UnresolvableValueError extends Error {
  override readonly name = 'UnresolvableValueError';
}

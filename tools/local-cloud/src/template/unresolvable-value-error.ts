/** A value that can't be known locally; the caller adds where it is used. */
export class UnresolvableValueError extends Error {
  override readonly name = 'UnresolvableValueError';
}

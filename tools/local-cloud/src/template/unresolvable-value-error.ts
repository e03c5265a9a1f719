/** A value that can't be resolved locally. The caller adds where it is used. */
export class UnresolvableValueError extends Error {
  override readonly name = 'UnresolvableValueError';
}

/** Something that the intake needs is out of reach for now: another try, later, can help. */
export class DependencyError extends Error {
  override readonly name = 'DependencyError';

  constructor(dependency: string, cause: unknown) {
    super(`The ${dependency} is out of reach`, { cause });
  }
}

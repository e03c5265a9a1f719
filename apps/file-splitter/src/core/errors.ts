/** Reason why a file can't be read, or not to its end, for its sender. Codes never change. */
export interface ImportFailure {
  readonly code: string;
  readonly detail: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * The source can't be read, whenever it is tried.
 * - `SOURCE_CHANGED`: it isn't the file that was uploaded, or gave other rows than before.
 * - `SOURCE_MISSING`: it was deleted.
 * - `INVALID_GZIP`: it is damaged, ends too early, or other bytes follow it.
 * - `UNPACKED_TOO_LARGE`: it unpacks to more than 5 GiB, or to more than 20 times its size.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: 'SOURCE_CHANGED' | 'SOURCE_MISSING' | 'INVALID_GZIP' | 'UNPACKED_TOO_LARGE';
  readonly detail: string;

  constructor(code: SourceError['code'], detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.detail = detail;
  }
}

/** The processor doesn't take a chunk now: it is throttled, busy with the same chunk, or out of reach. */
export class ProcessorUnavailableError extends Error {
  override readonly name = 'ProcessorUnavailableError';
}

/** Another delivery has read further, or marked reports meanwhile. Nothing has failed. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

import { LocalCloudError } from '../errors.ts';

/** An error of a mapping; only `INVALID_MAPPING` keeps it from starting. */
export class EventSourceMappingError extends LocalCloudError {
  override readonly name = 'EventSourceMappingError';
  readonly code:
    | 'INVALID_MAPPING'
    | 'RECEIVE_FAILED'
    | 'INVOCATION_REFUSED'
    | 'RECURSIVE_LOOP'
    | 'FUNCTION_FAILED'
    | 'MALFORMED_BATCH_RESPONSE'
    | 'DELETE_FAILED';

  constructor(code: EventSourceMappingError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** All codes of problem documents, with HTTP status and title. Codes never change; new ones may be added. */
const PROBLEMS = {
  MALFORMED_JSON: { status: 400, title: 'The body is not valid JSON' },
  INVALID_REQUEST: { status: 400, title: 'The request is malformed' },
  UNAUTHENTICATED: { status: 401, title: 'A valid access token is needed' },
  FORBIDDEN: { status: 403, title: 'The request is not allowed' },
  NOT_FOUND: { status: 404, title: 'There is no such resource' },
  PRODUCT_NOT_FOUND: { status: 404, title: 'There is no such product' },
  PRODUCT_DELETED: { status: 404, title: 'The product was deleted' },
  SUBMISSION_NOT_FOUND: { status: 404, title: 'There is no such submission' },
  IMPORT_NOT_FOUND: { status: 404, title: 'There is no such import' },
  REPORT_NOT_READY: { status: 404, title: 'The report is not written yet' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The resource does not have this method' },
  NOT_ACCEPTABLE: { status: 406, title: 'No format is acceptable' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request took too long to arrive' },
  REQUEST_IN_PROGRESS: { status: 409, title: 'A request with this key is still in progress' },
  UPLOAD_INCOMPLETE: { status: 409, title: 'Parts of the file are missing' },
  IMPORT_STARTED: { status: 409, title: 'The import is started' },
  IMPORT_ENDED: { status: 409, title: 'The import has ended' },
  SUBMISSION_ENDED: { status: 409, title: 'The submission is complete' },
  SUBMISSION_OF_IMPORT: { status: 409, title: 'The submission is part of an import' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The content type is not supported' },
  INVALID_PRODUCT: { status: 422, title: 'The product is not valid' },
  NO_VALID_ITEM: { status: 422, title: 'None of the items is valid' },
  INVALID_ITEMS: { status: 422, title: 'Some of the items are not valid' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The key was used with another payload' },
  INVALID_MAPPING: { status: 422, title: 'The mapping does not fit the file' },
  INVALID_FILE: { status: 422, title: 'The file cannot be read' },
  NOTHING_TO_RETRY: { status: 422, title: 'No failed item is left to retry' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests' },
  HEADERS_TOO_LARGE: { status: 431, title: 'The headers are too large' },
  INTERNAL_ERROR: { status: 500, title: 'Something went wrong here' },
  DEPENDENCY_UNAVAILABLE: { status: 503, title: 'A service that is needed is out of reach' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof PROBLEMS;

/** The closed list of problem codes. */
export const ERROR_CODES = Object.keys(PROBLEMS) as [ErrorCode, ...ErrorCode[]];

/** Looks up the HTTP status of a code. */
export function statusOf<Code extends ErrorCode>(code: Code): (typeof PROBLEMS)[Code]['status'] {
  return PROBLEMS[code].status;
}

/** Looks up the fixed, human-readable summary of a code. */
export function titleOf(code: ErrorCode): string {
  return PROBLEMS[code].title;
}

const REQUEST_ID = /^[\x20-\x7E]{1,128}$/;

/** Reads an `X-Request-Id` header: 1 to 128 printable characters. Anything else is ignored. */
export function readRequestId(header: string | undefined): string | undefined {
  return header !== undefined && REQUEST_ID.test(header) ? header : undefined;
}

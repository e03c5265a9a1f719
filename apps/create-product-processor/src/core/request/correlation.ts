const REQUEST_ID = /^[\x20-\x7E]{1,128}$/;

/** The consumer's own `X-Request-Id` where it is fit to be one: 1 to 128 printable characters. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  const sent = headers['x-request-id'];
  return sent !== undefined && REQUEST_ID.test(sent) ? sent : undefined;
}

/** Version 00, and neither id all zeros: https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The W3C Trace Context of the request; one that isn't well-formed is to be ignored. */
export function traceparentOf(headers: Readonly<Record<string, string>>): string | undefined {
  const sent = headers['traceparent'];
  return sent !== undefined && TRACEPARENT.test(sent) ? sent : undefined;
}

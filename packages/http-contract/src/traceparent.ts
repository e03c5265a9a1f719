const IDS = '(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}';

/** A later version may have more at its end; version ff is forbidden. */
const TRACEPARENT = new RegExp(`^(?:00-${IDS}|(?!00|ff)[0-9a-f]{2}-${IDS}(?:-[\\x20-\\x7E]*)?)$`);

/** Limit for later versions of a W3C Trace Context, which may be longer than the 55 characters of today's. */
const MAX_LENGTH = 512;

/**
 * Reads a `traceparent` header. One that isn't well-formed, or whose ids are all zeros, is ignored.
 * https://www.w3.org/TR/trace-context/#traceparent-header-field-values and #versioning-of-traceparent
 */
export function readTraceparent(header: string | undefined): string | undefined {
  return header !== undefined && header.length <= MAX_LENGTH && TRACEPARENT.test(header) ? header : undefined;
}

/** A response header that holds text. */
export function header(name: string, description: string) {
  return { [name]: { description, schema: { type: 'string' as const } } };
}

export const REQUEST_ID = header('X-Request-Id', 'The request’s own, or one that was made here.');

export const RETRY_AFTER = header('Retry-After', 'Seconds after which it is worth asking again.');

export const PREFERENCE_APPLIED = header('Preference-Applied', 'Which preferences were honoured.');

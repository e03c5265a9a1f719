/** Rule by which pages of other origins may use a bucket, as a template declares it. */
export interface CorsRule {
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly ExposedHeaders?: readonly string[];
  readonly MaxAge?: number;
}

/** A request of a page, or one that its browser asks for beforehand. */
export interface PageRequest {
  readonly origin: string;
  readonly method: string;
  readonly headers: readonly string[];
}

/**
 * Finds the first rule that allows the request. An origin or a header of a rule may contain a `*`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export function findCorsRule(rules: readonly CorsRule[], request: PageRequest): CorsRule | undefined {
  return rules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders = [] }) =>
      AllowedMethods.includes(request.method) &&
      AllowedOrigins.some((pattern) => matches(pattern, request.origin)) &&
      request.headers.every((header) =>
        AllowedHeaders.some((pattern) => matches(pattern.toLowerCase(), header.toLowerCase())),
      ),
  );
}

/** Lists the headers that S3 adds to its answer. */
export function corsHeadersOf(rule: CorsRule, request: PageRequest): Record<string, string> {
  const isForAll = rule.AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isForAll ? '*' : request.origin,
    ...(!isForAll && { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(request.headers.length > 0 && {
      'access-control-allow-headers': request.headers.join(', ').toLowerCase(),
    }),
    ...(rule.ExposedHeaders !== undefined && {
      'access-control-expose-headers': rule.ExposedHeaders.join(', '),
    }),
    ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(`^${RegExp.escape(pattern).replaceAll('\\*', '.*')}$`).test(text);
}

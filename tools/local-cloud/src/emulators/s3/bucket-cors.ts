import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServePage } from '../../refuse-websites.ts';
import { corsHeadersOf, type CorsRule, findCorsRule } from './cors-rule.ts';

export interface BucketCors {
  setRules(bucket: string, rules: readonly CorsRule[]): void;
  /** Lets pages use the buckets whose rules allow it, and answers what their browsers ask beforehand. */
  readonly servePage: ServePage;
}

export function createBucketCors(): BucketCors {
  const rulesOf = new Map<string, readonly CorsRule[]>();
  return {
    setRules: (bucket, rules) => void rulesOf.set(bucket, rules),
    servePage(request, response, origin) {
      const isPreflight = request.method === 'OPTIONS';
      const { 'access-control-request-method': method, 'access-control-request-headers': headers = '' } =
        request.headers;
      const asked = {
        origin,
        method: (isPreflight ? method : request.method) ?? '',
        headers: isPreflight ? headers.split(',').flatMap((header) => header.trim() || []) : [],
      };
      const rule = findCorsRule(rulesOf.get(bucketOf(request)) ?? [], asked);
      if (rule === undefined) {
        return 'refused';
      }
      for (const [name, value] of Object.entries(corsHeadersOf(rule, asked))) {
        response.setHeader(name, value);
      }
      return isPreflight ? answer(response) : 'allowed';
    },
  };
}

function answer(response: ServerResponse): 'answered' {
  response.writeHead(200, { 'content-length': 0 });
  response.end();
  return 'answered';
}

/** Reads the bucket as fauxqs does: the first name of the host, or else the first segment of the path. */
function bucketOf({ headers: { host = '' }, url = '' }: IncomingMessage): string {
  const [hostname = ''] = host.split(':');
  const [bucket = '', ...domain] = hostname.split('.');
  const isInHost = domain.length > 0 && !/^\d+(?:\.\d+){3}$/.test(hostname);
  return isInHost ? bucket : (/^\/([^/?]*)/.exec(url)?.[1] ?? '');
}

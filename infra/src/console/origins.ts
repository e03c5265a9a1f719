import type { StageConfig } from '../config.ts';

/**
 * Returns the origin of the console's pages, for the rules of the report bucket. Without a domain of its own it isn't known before the
 * distribution is created, so any of CloudFront's is let in: a page needs a signed URL as well, and whoever has one may use it anyway.
 */
export function consoleOrigin({ console: { domain } }: StageConfig): string {
  return domain === undefined ? 'https://*.cloudfront.net' : `https://${domain.name}`;
}

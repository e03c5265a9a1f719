import { z } from 'zod';
import { isLoopback } from './loopback.ts';

/** A variable that may be any text. */
export const nonEmpty = z.string().min(1);

/** A TCP port; 0 takes a free one. */
export const port = z
  .string()
  .regex(/^\d+$/, 'must be a port')
  .transform(Number)
  .pipe(z.int().max(65_535, 'must be a port'));

/** The URL of a token issuer, or of its keys: `https:` everywhere but on this machine. */
export const issuerUrl = z.url({ protocol: /^https?$/ }).refine((url) => {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'https:' || (hostname !== undefined && isLoopback(hostname));
}, 'must be an https: URL');

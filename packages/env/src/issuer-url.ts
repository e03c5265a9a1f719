import { z } from 'zod';
import { isLoopback } from './loopback.ts';

/** The URL of a token issuer, or of its keys: `https:` everywhere but on this machine. */
export const issuerUrl = z.url({ protocol: /^https?$/ }).refine((url) => {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'https:' || (hostname !== undefined && isLoopback(hostname));
}, 'must be an https: URL');

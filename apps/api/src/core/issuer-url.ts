import { z } from 'zod';
import { isLoopback } from './loopback.ts';

/** Of a token issuer, or of its keys: TLS everywhere but on this very machine. */
export const IssuerUrl = z.url({ protocol: /^https?$/ }).refine((url) => {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'https:' || (hostname !== undefined && isLoopback(hostname));
}, 'must be an https: URL');

import { z } from 'zod';
import { isLoopback } from './loopback.ts';

const MESSAGE = 'must be an https: URL';

/** The URL of a token issuer, or of its keys: `https:` everywhere but on this machine. */
export const issuerUrl = z.url({ protocol: /^https?$/, error: MESSAGE }).refine((url) => {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'https:' || (hostname !== undefined && isLoopback(hostname));
}, MESSAGE);

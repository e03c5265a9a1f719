import { MAX_WAIT_SECONDS } from '@async-catalog/http-contract';
import { z } from '@hono/zod-openapi';

/** Request headers of an operation that can wait for a change. */
export const WAITING = z.object({
  'If-None-Match': z.string().optional().describe('The `ETag` of an earlier response.'),
  Prefer: z
    .string()
    .optional()
    .describe(
      `\`wait=N\` with \`If-None-Match\`: wait up to N seconds (at most ${MAX_WAIT_SECONDS}) for a change, which is answered within a second. Without one the answer is a 304. RFC 7240.`,
    )
    .meta({ example: 'wait=10' }),
});

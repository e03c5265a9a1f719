import type { Context } from 'hono';

export function getHealth(c: Context): Response {
  return c.json({ status: 'ok' });
}

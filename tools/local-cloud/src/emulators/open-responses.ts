import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';

/**
 * Tracks a server's requests. The returned function resolves when every fully received request has been
 * answered.
 */
export function trackResponses(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
  });
  return async () => {
    const answering = [...open].filter(({ req }) => req.complete);
    await Promise.all(answering.map((response) => once(response, 'close')));
  };
}

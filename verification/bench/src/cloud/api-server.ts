import { pathToFileURL } from 'node:url';
import { API_SERVER } from '@async-catalog/local/assembly';
import { type MeasuredServer, type ServerOptions, startServer } from '../processes/server.ts';

/**
 * Starts our API without a token issuer. @param script By default, the server as built.
 */
export function startApiServer(
  environment: Readonly<Record<string, string>>,
  {
    script = pathToFileURL(API_SERVER),
    ...options
  }: Omit<ServerOptions, 'environment'> & { script?: URL } = {},
): Promise<MeasuredServer> {
  const open = Object.entries(environment).filter(([name]) => !name.startsWith('AUTH_'));
  return startServer(script, { environment: { ...Object.fromEntries(open), API_PORT: '0' }, ...options });
}

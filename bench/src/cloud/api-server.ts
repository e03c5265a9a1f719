import { type MeasuredServer, startServer } from '../processes/server.ts';

const SERVER = new URL('../../../apps/api/dist/server/server.mjs', import.meta.url);

/** Our API as it is built, open: there is no token issuer here. */
export function startApiServer(environment: Readonly<Record<string, string>>): Promise<MeasuredServer> {
  const open = Object.entries(environment).filter(([name]) => !name.startsWith('AUTH_'));
  return startServer(SERVER, { ...Object.fromEntries(open), API_PORT: '0' });
}

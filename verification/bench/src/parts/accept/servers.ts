import { startApiServer } from '../../cloud/api-server.ts';
import { hasDjango, startDjango } from './django.ts';
import { type MeasuredServer, startServer } from '../../processes/server.ts';

export interface Servers extends AsyncDisposable {
  readonly byName: ReadonlyMap<string, MeasuredServer>;
}

type Start = () => Promise<MeasuredServer>;

export const OURS = 'ours (Hono)';
export const BASELINE_HONO = 'Hono, zod';

const peer = (name: string) => new URL(`peers/${name}.ts`, import.meta.url);

/**
 * Starts our API and its peers, all with the same processor. All but `node:http` log a line for each request;
 * Django is optional.
 */
export function startCatalogServers(environment: Readonly<Record<string, string>>): Promise<Servers> {
  const logging = { ...environment, PEER_LOG: '1' };
  return startAll({
    [OURS]: () => startApiServer(environment),
    Fastify: () => startServer(peer('fastify'), { environment: logging }),
    Express: () => startServer(peer('express'), { environment: logging }),
    'node:http': () => startServer(peer('node-http'), { environment: logging }),
    ...(hasDjango() && { 'Django REST framework': () => startDjango(environment) }),
  });
}

/** Starts frameworks with their validation, but without calls or logs. */
export function startBaselineServers(): Promise<Servers> {
  return startAll({
    [BASELINE_HONO]: () => startServer(peer('hono')),
    'Fastify, ajv': () => startServer(peer('fastify')),
    'Express, zod': () => startServer(peer('express')),
    'node:http': () => startServer(peer('node-http')),
  });
}

async function startAll(starts: Readonly<Record<string, Start>>): Promise<Servers> {
  await using stack = new AsyncDisposableStack();
  const byName = new Map<string, MeasuredServer>();
  for (const [name, start] of Object.entries(starts)) {
    byName.set(name, stack.use(await start()));
  }
  const running = stack.move();
  return { byName, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

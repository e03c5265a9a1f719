import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import scalar from '@scalar/fastify-api-reference';

type Route = { url: string; handler: (request: unknown, reply: unknown) => unknown };

/** The parts of Fastify and of its reply that the plugin uses. */
const routes = new Map<string, Route>();
const fastify = { route: (route: Route) => routes.set(route.url, route) };
const reply = { header: () => reply, send: (body: string) => body };

/**
 * Reads Scalar's script from its Fastify plugin, which has few dependencies. The package for browsers
 * (`@scalar/api-reference`) has two hundred.
 */
function scalarScript(): string {
  scalar(fastify as never, { configuration: { url: 'unused' } }, () => undefined);
  const script = routes.get('/reference/js/scalar.js')?.handler(undefined, reply);
  if (typeof script !== 'string') {
    throw new Error('The plugin has no script where it used to be.');
  }
  return script;
}

const script = gzipSync(scalarScript(), { level: 9 });
for (const entry of ['lambda', 'server']) {
  const folder = new URL(`dist/${entry}/docs/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  copyFileSync(new URL('openapi.json', import.meta.url), new URL('openapi.json', folder));
  writeFileSync(new URL('scalar.js.gz', folder), script);
}

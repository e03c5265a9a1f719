import { fileURLToPath } from 'node:url';

/** Folder with the templates and bundles of the local stage, written by `npx --yes pnpm@12 synth`. */
export const ASSEMBLY = fileURLToPath(new URL('../../../infra/cdk.out/dev', import.meta.url));

/** The API's Node server, written by `npx --yes pnpm@12 build`. */
export const API_SERVER = fileURLToPath(new URL('../../../apps/api/dist/server/server.mjs', import.meta.url));

/** The console for this machine, written by `npx --yes pnpm@12 build`. */
export const CONSOLE = fileURLToPath(new URL('../../../apps/console/dist/local', import.meta.url));

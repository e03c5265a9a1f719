import { fileURLToPath } from 'node:url';

/** The folder with the templates and bundles of the stage that runs on a laptop; `pnpm synth` makes it. */
export const ASSEMBLY = fileURLToPath(new URL('../../../infra/cdk.out/dev', import.meta.url));

/** The API's Node server, as `pnpm build` makes it. */
export const API_SERVER = fileURLToPath(new URL('../../../apps/api/dist/server/server.mjs', import.meta.url));

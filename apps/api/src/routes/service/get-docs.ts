import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { defineOperation } from '../operation.ts';

/** Loads everything from this service: https://scalar.com/products/api-references/integrations/html-js */
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>AsyncCatalog API</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <script id="api-reference" data-url="openapi.json"
      data-configuration='{"withDefaultFonts":false,"telemetry":false,"showDeveloperTools":"never","agent":{"disabled":true},"hideClientButton":true}'></script>
    <script src="docs/scalar.js"></script>
  </body>
</html>
`;

/** Lets only this origin frame the page: the console's Reference screen does. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

export const getDocs = defineOperation({
  method: 'GET',
  path: '/docs',
  handle: (c) =>
    c.body(PAGE, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
    }),
});

const decompress = promisify(gunzip);

export const getDocsScript = defineOperation({
  method: 'GET',
  path: '/docs/scalar.js',
  async handle(c) {
    const script = await c.var.deps.documentation.script();
    const headers = { 'content-type': 'text/javascript; charset=utf-8', vary: 'accept-encoding' };
    return /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
      ? c.body(script, 200, { ...headers, 'content-encoding': 'gzip' })
      : c.body(await decompress(script), 200, headers);
  },
});

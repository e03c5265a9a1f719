import { createServer, request as forward } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const SITE = path.join(ROOT, 'apps/console/dist/site');
const TEMPLATE = path.join(ROOT, 'infra/cdk.out/dev/async-catalog-console.template.json');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly Name?: string;
    readonly FunctionCode?: string;
    readonly ResponseHeadersPolicyConfig?: {
      readonly SecurityHeadersConfig: {
        readonly ContentSecurityPolicy: {
          readonly ContentSecurityPolicy: { readonly 'Fn::Join': readonly [string, readonly unknown[]] };
        };
      };
    };
  };
}

/** Request as a CloudFront function passes it on. */
interface Rewritten {
  readonly uri: string;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
}

/**
 * Serves the build that is deployed as CloudFront does: with the functions and the content security policy of the template. Only the name of
 * the bucket in the policy is replaced by the emulator's origin.
 */
export async function serveDeployed(apiUrl: string, s3Url: string) {
  const { Resources, Metadata } = JSON.parse(await readFile(TEMPLATE, 'utf8')) as {
    readonly Resources: Readonly<Record<string, Resource>>;
    readonly Metadata: { readonly config: { readonly apiUrl: string; readonly stage: string } };
  };
  const resources = Object.values(Resources);
  const rewrite = (name: string): ((uri: string) => Rewritten) => {
    const code = resources.find(({ Properties }) => Properties.Name?.endsWith(name))!.Properties
      .FunctionCode!;
    return (uri) =>
      runInNewContext(
        `${code}; handler({ request: { uri: ${JSON.stringify(uri)}, headers: {} } })`,
      ) as Rewritten;
  };
  const [toPage, withoutPrefix] = [rewrite('rewrite-pages'), rewrite('remove-api-prefix')];
  const headers = resources.find(({ Type }) => Type === 'AWS::CloudFront::ResponseHeadersPolicy')!.Properties;
  const [, parts] =
    headers.ResponseHeadersPolicyConfig!.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy[
      'Fn::Join'
    ];
  const policy = parts
    .map((part) => (typeof part === 'string' ? part : '*'))
    .join('')
    .replace(/https:\/\/\*\S*/, s3Url);
  // Without `auth`: no tokens come from the template's issuer.
  const config = JSON.stringify({ apiUrl: Metadata.config.apiUrl, stage: Metadata.config.stage });

  const server = createServer((incoming, answer) => {
    const { pathname, search } = new URL(incoming.url ?? '/', 'http://distribution');
    if (pathname.startsWith('/api/')) {
      const { uri, headers: added } = withoutPrefix(pathname);
      const to = new URL(uri + search, apiUrl);
      const call = forward(to, {
        method: incoming.method,
        headers: {
          ...incoming.headers,
          ...Object.fromEntries(Object.entries(added).map(([name, { value }]) => [name, value])),
          host: to.host,
          ...(incoming.headers.origin && { origin: to.origin }),
        },
      });
      call.on('response', (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      call.on('error', () => answer.destroy());
      incoming.pipe(call);
      return;
    }
    const file = toPage(pathname).uri;
    const content = file === '/config.json' ? Promise.resolve(config) : readFile(path.join(SITE, file));
    content.then(
      (bytes) =>
        answer
          .writeHead(200, {
            'content-type': TYPES[path.extname(file)] ?? 'application/json',
            'content-security-policy': policy,
          })
          .end(bytes),
      () => answer.writeHead(403).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    policy,
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}

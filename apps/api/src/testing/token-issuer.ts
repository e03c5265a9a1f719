import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

export const AUDIENCE = 'https://catalog.example';

type Failure = (response: ServerResponse) => void;

const answer500: Failure = (response) => void response.writeHead(500).end();

/** An OpenID Connect issuer on loopback: discovery, keys, and tokens. */
export async function startTokenIssuer(alg = 'ES256') {
  const requests: string[] = [];
  let failing: string | undefined;
  let fail: Failure = answer500;
  let keys: { publicKey: JWK; privateKey: CryptoKey; kid: string };
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    if (request.url === failing) {
      fail(response);
      return;
    }
    response.end(
      request.url === '/.well-known/openid-configuration'
        ? JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` })
        : JSON.stringify({ keys: [{ ...keys.publicKey, kid: keys.kid, alg, use: 'sig' }] }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function rotate(): Promise<void> {
    const pair = await generateKeyPair(alg, { extractable: true });
    keys = {
      publicKey: await exportJWK(pair.publicKey),
      privateKey: pair.privateKey,
      kid: crypto.randomUUID(),
    };
  }
  await rotate();

  /** A token of any claims, as JSON text. */
  const sign = (claims: string, header: Record<string, string> = {}): Promise<string> =>
    new CompactSign(new TextEncoder().encode(claims))
      .setProtectedHeader({ alg, kid: keys.kid, ...header })
      .sign(keys.privateKey);

  return {
    issuer,
    /** Paths that were asked for. */
    requests,
    publicKey: () => keys.publicKey,
    rotate,
    /** Has it answer 500, or something else, to this path; to none with `undefined`. */
    fail: (path: string | undefined, how: Failure = answer500): void => {
      failing = path;
      fail = how;
    },
    sign,
    /** A token of alice's that is good for a minute; claims are replaced, or left out where they are `undefined`. */
    token: (claims: Record<string, unknown> = {}, seconds = Math.floor(Date.now() / 1000)) =>
      sign(
        JSON.stringify({
          iss: issuer,
          aud: AUDIENCE,
          sub: 'alice',
          exp: seconds + 60,
          scope: 'catalog:read catalog:write',
          ...claims,
        }),
      ),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

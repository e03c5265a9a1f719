import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export const AUDIENCE = 'https://catalog.example';

/** An OpenID Connect issuer on loopback: discovery, keys, and tokens. */
export async function startTokenIssuer(alg = 'ES256') {
  const requests: string[] = [];
  let failing: string | undefined;
  let keys: { publicKey: JWK; privateKey: CryptoKey; kid: string };
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    if (request.url === failing) {
      response.writeHead(500).end();
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

  return {
    issuer,
    /** Paths that were asked for. */
    requests,
    publicKey: () => keys.publicKey,
    rotate,
    /** Has it answer 500 to this path; to none with `undefined`. */
    fail: (path: string | undefined): void => {
      failing = path;
    },
    /** A token of alice's that is good for a minute; claims are replaced, or left out where they are `undefined`. */
    token: (claims: Record<string, unknown> = {}, seconds = Math.floor(Date.now() / 1000)) =>
      new SignJWT({
        iss: issuer,
        aud: AUDIENCE,
        sub: 'alice',
        exp: seconds + 60,
        scope: 'catalog:read catalog:write',
        ...claims,
      })
        .setProtectedHeader({ alg, kid: keys.kid })
        .sign(keys.privateKey),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

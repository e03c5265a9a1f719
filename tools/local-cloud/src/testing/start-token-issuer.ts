import { createServer, type ServerResponse } from 'node:http';
import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';
import { listenOnLoopback } from './loopback-server.ts';

export interface TokenIssuerOptions {
  readonly alg?: string;
  readonly audience?: string;
}

type Failure = (response: ServerResponse) => void;

const answer500: Failure = (response) => void response.writeHead(500).end();

export type TokenIssuer = Awaited<ReturnType<typeof startTokenIssuer>>;

/** Starts an OpenID Connect issuer on loopback: discovery, keys, and tokens. */
export async function startTokenIssuer({
  alg = 'ES256',
  audience = 'https://catalog.example',
}: TokenIssuerOptions = {}) {
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
  const listening = await listenOnLoopback(server);
  const issuer = listening.url;

  async function rotate(): Promise<void> {
    const pair = await generateKeyPair(alg, { extractable: true });
    keys = {
      publicKey: await exportJWK(pair.publicKey),
      privateKey: pair.privateKey,
      kid: crypto.randomUUID(),
    };
  }
  await rotate();

  /** Signs any claims, as JSON text. */
  const sign = (claims: string, header: Record<string, string> = {}): Promise<string> =>
    new CompactSign(new TextEncoder().encode(claims))
      .setProtectedHeader({ alg, kid: keys.kid, ...header })
      .sign(keys.privateKey);

  return {
    issuer,
    audience,
    /** Variables with which the API accepts the tokens. */
    environment: { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, AUTH_JWKS_URL: `${issuer}/keys` },
    /** Paths that were requested. */
    requests,
    publicKey: () => keys.publicKey,
    rotate,
    /** Fails requests for this path, by default with 500; `undefined` ends it. */
    fail: (path: string | undefined, how: Failure = answer500): void => {
      failing = path;
      fail = how;
    },
    sign,
    /**
     * Signs a token of alice's that expires a minute after `seconds`; claims replace the usual ones, or omit
     * them where `undefined`.
     */
    token: (claims: Readonly<Record<string, unknown>> = {}, seconds = Math.floor(Date.now() / 1000)) =>
      sign(
        JSON.stringify({
          iss: issuer,
          aud: audience,
          sub: 'alice',
          exp: seconds + 60,
          scope: 'catalog:read catalog:write',
          ...claims,
        }),
      ),
    close: listening.close,
    [Symbol.asyncDispose]: listening.close,
  };
}

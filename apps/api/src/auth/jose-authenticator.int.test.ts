import { startTokenIssuer, type TokenIssuer } from '@async-catalog/local-cloud/testing';
import { base64url, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ProblemError } from '@async-catalog/http-contract';
import { createJoseAuthenticator } from './jose-authenticator.ts';

let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await startTokenIssuer();
});
afterAll(() => issuer.close());

const authenticator = (jwksUrl?: string) =>
  createJoseAuthenticator({ issuer: issuer.issuer, audience: issuer.audience, jwksUrl });

const nowSeconds = () => Math.floor(Date.now() / 1000);

const claims = () => ({ iss: issuer.issuer, aud: issuer.audience, sub: 'mallory', exp: nowSeconds() + 60 });

describe('a good token', () => {
  it('says who is calling, and what it may do', async () => {
    expect(await authenticator().authenticate(await issuer.token())).toEqual({
      caller: 'alice',
      scopes: new Set(['catalog:read', 'catalog:write']),
      limits: {},
    });
  });

  it('may set limits of its caller', async () => {
    const own = { catalog_requests_per_second: 5, catalog_products_per_day: 7 };

    const access = await authenticator().authenticate(await issuer.token(own));

    expect(access.limits).toEqual(own);
  });

  it('may have a subject of 255 characters', async () => {
    const sub = 'x'.repeat(255);

    expect((await authenticator().authenticate(await issuer.token({ sub }))).caller).toBe(sub);
  });

  it.each([
    [{ scope: undefined, scp: 'catalog:read' }],
    [{ scope: undefined, scp: ['catalog:read', 'other'] }],
    [{ scope: 'catalog:read' }],
  ])('may carry its scopes as %j', async (scopes) => {
    const access = await authenticator().authenticate(await issuer.token(scopes));

    expect(access.scopes.has('catalog:read')).toBe(true);
    expect(access.scopes.has('catalog:write')).toBe(false);
  });

  it('is checked with keys that are fetched once', async () => {
    const { authenticate } = authenticator();
    const before = issuer.requests.length;

    await authenticate(await issuer.token());
    await authenticate(await issuer.token());

    expect(issuer.requests.slice(before)).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('is checked with keys from the URL that is configured', async () => {
    const before = issuer.requests.length;

    await authenticator(`${issuer.issuer}/keys-elsewhere`).authenticate(await issuer.token());

    expect(issuer.requests.slice(before)).toEqual(['/keys-elsewhere']);
  });

  it('may be signed with a new key, for which the keys are fetched again, every 30 seconds at most', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const { authenticate } = authenticator();
      await authenticate(await issuer.token());
      await issuer.rotate();
      const token = await issuer.token();

      await expect(authenticate(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
      vi.setSystemTime(Date.now() + 31_000);
      await expect(authenticate(token)).resolves.toMatchObject({ caller: 'alice' });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a token', () => {
  const bad: [string, () => Promise<string> | string][] = [
    ['that is expired', () => issuer.token({}, nowSeconds() - 60 - 31)],
    ['that never expires', () => issuer.token({ exp: undefined })],
    ['that is not good yet', () => issuer.token({ nbf: nowSeconds() + 40 })],
    ['for another audience', () => issuer.token({ aud: 'https://other.example' })],
    ['of another issuer', () => issuer.token({ iss: 'https://other.example' })],
    [
      'that expires at a time without end',
      () => issuer.sign(JSON.stringify({ ...claims(), exp: 0 }).replace('"exp":0', '"exp":1e400')),
    ],
    ['of nobody', () => issuer.token({ sub: undefined })],
    ['of an empty subject', () => issuer.token({ sub: '' })],
    ['of the name that submissions without a token belong to', () => issuer.token({ sub: 'anonymous' })],
    ['of the name that stands for everybody', () => issuer.token({ sub: '*' })],
    ['whose scopes are no scopes', () => issuer.token({ scope: 7 })],
    ['of a subject of 256 characters', () => issuer.token({ sub: 'x'.repeat(256) })],
    ['with a limit of nothing', () => issuer.token({ catalog_requests_per_second: 0 })],
    ['with a limit that is no whole number', () => issuer.token({ catalog_products_per_day: 1.5 })],
    ['with a limit that is no number', () => issuer.token({ catalog_products_per_day: 'many' })],
    ['without a signature', () => new UnsecuredJWT(claims()).encode()],
    [
      'signed with the public key as if that were a secret',
      () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'HS256' })
          .sign(new TextEncoder().encode(JSON.stringify(issuer.publicKey()))),
    ],
    [
      'signed with another key',
      async () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'ES256' })
          .sign((await generateKeyPair('ES256')).privateKey),
    ],
    [
      'whose claims were changed',
      async () => {
        const [header, , signature] = (await issuer.token()).split('.');
        return [header, base64url.encode(JSON.stringify(claims())), signature].join('.');
      },
    ],
    ['that is none', () => 'abc'],
    ['of three parts that say nothing', () => 'a.b.c'],
  ];

  it.each(bad)('%s is refused', async (_, makeToken) => {
    const token = await makeToken();

    await expect(authenticator().authenticate(token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    });
  });

  it('signed by an algorithm that is not pinned is refused, though its issuer offers it', async () => {
    const other = await startTokenIssuer({ alg: 'EdDSA' });
    try {
      const { authenticate } = createJoseAuthenticator({
        issuer: other.issuer,
        audience: other.audience,
        jwksUrl: undefined,
      });

      await expect(authenticate(await other.token())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    } finally {
      await other.close();
    }
  });

  it('of a clock that is 25 seconds off is taken', async () => {
    const { authenticate } = authenticator();

    await expect(authenticate(await issuer.token({}, nowSeconds() - 60 - 25))).resolves.toBeDefined();
    await expect(authenticate(await issuer.token({ nbf: nowSeconds() + 25 }))).resolves.toBeDefined();
  });
});

/** Runs one attempt after the other, and collects the errors. */
async function failures(count: number, run: () => Promise<unknown>): Promise<ProblemError[]> {
  const errors: ProblemError[] = [];
  for (let attempt = 0; attempt < count; attempt += 1) {
    await run().catch((error: unknown) => errors.push(error as ProblemError));
  }
  return errors;
}

describe('the type of a token', () => {
  it.each(['at+jwt', 'application/at+jwt', 'AT+JWT', 'JWT', undefined])('may be %s', async (typ) => {
    const token = await issuer.sign(JSON.stringify(claims()), typ === undefined ? {} : { typ });

    await expect(authenticator().authenticate(token)).resolves.toMatchObject({ caller: 'mallory' });
  });

  it.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'JOSE', ''])('may not be %j', async (typ) => {
    const token = await issuer.sign(JSON.stringify(claims()), { typ });

    await expect(authenticator().authenticate(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

const metadata = (jwksUri: string, more = ''): Parameters<typeof issuer.fail> => [
  '/.well-known/openid-configuration',
  (response) => response.end(JSON.stringify({ issuer: issuer.issuer, jwks_uri: jwksUri, more })),
];
/** Size of the metadata without `more`. */
const bytes = () =>
  JSON.stringify({ issuer: issuer.issuer, jwks_uri: `${issuer.issuer}/keys`, more: '' }).length;

describe('what an issuer answers', () => {
  it('may be 1 MiB, and not a byte more', async () => {
    onTestFinished(() => issuer.fail(undefined));

    issuer.fail(...metadata(`${issuer.issuer}/keys`, 'x'.repeat(1_048_576 - bytes())));
    await expect(authenticator().authenticate(await issuer.token())).resolves.toBeDefined();

    issuer.fail(...metadata(`${issuer.issuer}/keys`, 'x'.repeat(1_048_577 - bytes())));
    await expect(authenticator().authenticate(await issuer.token())).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      cause: { message: expect.stringContaining('more than 1048576 bytes') as string },
    });
  });

  it('names no place for its keys that is reached without TLS, but for this machine', async () => {
    onTestFinished(() => issuer.fail(undefined));
    issuer.fail(...metadata('http://keys.example/keys'));

    await expect(authenticator().authenticate(await issuer.token())).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      cause: { message: expect.stringContaining('must be an https: URL') as string },
    });
  });

  it.each(['/.well-known/openid-configuration', '/keys'])('at %s leads nowhere else', async (path) => {
    onTestFinished(() => issuer.fail(undefined));
    issuer.fail(path, (response) => response.writeHead(302, { location: '/elsewhere' }).end());
    const before = issuer.requests.length;

    await expect(authenticator().authenticate(await issuer.token())).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      cause: { message: `${issuer.issuer}${path} answered 302` },
    });
    expect(issuer.requests.slice(before)).not.toContain('/elsewhere');
  });
});

describe('an issuer that is out', () => {
  it('is no fault of the token', async () => {
    const other = await startTokenIssuer();
    await other.close();
    const { authenticate, check } = createJoseAuthenticator({
      issuer: other.issuer,
      audience: other.audience,
      jwksUrl: undefined,
    });
    const token = await other.token();

    await expect(authenticate(token)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    await expect(check(AbortSignal.timeout(60_000))).rejects.toThrow('fetch failed');
  });

  it.each(['/.well-known/openid-configuration', '/keys'])(
    'at %s is asked once in 5 seconds, however many tokens come, and is named as the cause once',
    async (path) => {
      const other = await startTokenIssuer();
      onTestFinished(() => other.close());
      vi.useFakeTimers({ toFake: ['Date'] });
      onTestFinished(() => void vi.useRealTimers());
      const { authenticate } = createJoseAuthenticator({
        issuer: other.issuer,
        audience: other.audience,
        jwksUrl: undefined,
      });
      const token = await other.token();
      other.fail(path);
      const asked = () => other.requests.filter((request) => request === path).length;

      const refusals = await failures(50, () => authenticate(token));
      expect(asked()).toBe(1);
      expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => 'DEPENDENCY_UNAVAILABLE'));
      expect(refusals.filter(({ cause }) => cause !== undefined)).toHaveLength(1);

      vi.setSystemTime(Date.now() + 4900);
      await failures(1, () => authenticate(token));
      expect(asked()).toBe(1);

      other.fail(undefined);
      vi.setSystemTime(Date.now() + 200);
      expect(await authenticate(token)).toMatchObject({ caller: 'alice' });
    },
  );

  it('accepts tokens signed with a known key, and refuses others', async () => {
    const other = await startTokenIssuer();
    onTestFinished(() => other.close());
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { authenticate } = createJoseAuthenticator({
      issuer: other.issuer,
      audience: other.audience,
      jwksUrl: undefined,
    });
    const good = await other.token();
    await authenticate(good);
    await other.rotate();
    const unknown = await other.token();
    other.fail('/keys');
    vi.setSystemTime(Date.now() + 31_000);

    await expect(authenticate(unknown)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    await expect(authenticate(good)).resolves.toMatchObject({ caller: 'alice' });
  });

  it('that answers with another’s metadata is not believed', async () => {
    const { authenticate } = createJoseAuthenticator({
      issuer: `${issuer.issuer}/`,
      audience: issuer.audience,
      jwksUrl: undefined,
    });

    await expect(authenticate(await issuer.token())).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
  });

  it('is seen by the check, which otherwise fetches the keys ahead', async () => {
    const before = issuer.requests.length;
    const { check, authenticate } = authenticator();

    await check(AbortSignal.timeout(60_000));
    await check(AbortSignal.timeout(60_000));
    await authenticate(await issuer.token());

    expect(issuer.requests.slice(before)).toEqual(['/.well-known/openid-configuration', '/keys']);
  });
});

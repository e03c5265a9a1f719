import { createRemoteJWKSet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { startTokenIssuer } from './start-token-issuer.ts';

describe('startTokenIssuer', () => {
  it.each(['ES256', 'RS256'])('issues tokens that its %s keys verify, even after a rotation', async (alg) => {
    await using issuer = await startTokenIssuer({ alg, audience: 'test' });
    await issuer.rotate();
    const keys = createRemoteJWKSet(new URL(issuer.environment.AUTH_JWKS_URL));

    const { payload } = await jwtVerify(await issuer.token({ sub: 'bob', scope: undefined }), keys, {
      issuer: issuer.issuer,
      audience: 'test',
    });

    expect(payload).toMatchObject({ sub: 'bob' });
    expect(payload).not.toHaveProperty('scope');
    expect(issuer.requests).toEqual(['/keys']);
  });

  it('fails for one path until it no longer does', async () => {
    await using issuer = await startTokenIssuer();
    const status = async () => (await fetch(`${issuer.issuer}/.well-known/openid-configuration`)).status;

    issuer.fail('/.well-known/openid-configuration');
    const failed = await status();
    issuer.fail(undefined);

    expect([failed, await status()]).toEqual([500, 200]);
  });
});

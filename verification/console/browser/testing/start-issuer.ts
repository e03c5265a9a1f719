import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, interactionPolicy } from 'oidc-provider';

export const AUDIENCE = 'https://catalog.example';
export const CLIENT_ID = 'console';

const SCOPES = 'catalog:read catalog:write catalog:operate';

/** Scopes of each person who can sign in, by the name that they type. */
const PEOPLE: Readonly<Record<string, string>> = {
  operator: SCOPES,
  editor: 'catalog:read catalog:write',
};

interface IssuerOptions {
  readonly accessTokenSeconds?: number;
  /** Time for which sessions can be renewed; without it, none can. */
  readonly refreshTokenSeconds?: number;
  /** Whether it has a page to sign out on. */
  readonly endsSessions?: boolean;
}

/** Starts an OpenID Connect provider on loopback, with pages to sign in on. Any password is right. */
export async function startIssuer(options: IssuerOptions = {}) {
  const { accessTokenSeconds = 3600, refreshTokenSeconds, endsSessions = true } = options;
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Who lacks a scope gets a token without it, as most issuers do, and isn't asked to agree.
  const policy = interactionPolicy.base();
  policy.remove('consent');
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [`${issuer}/console/signed-in`],
        post_logout_redirect_uris: [`${issuer}/console/`],
      },
    ],
    scopes: ['openid', ...SCOPES.split(' ')],
    pkce: { required: () => true },
    clientBasedCORS: () => true,
    interactions: { policy },
    ttl: { AccessToken: accessTokenSeconds, RefreshToken: refreshTokenSeconds ?? 1 },
    issueRefreshToken: () => refreshTokenSeconds !== undefined,
    findAccount: (_, name) => ({ accountId: name, claims: () => ({ sub: name, name }) }),
    async loadExistingGrant(context) {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        clientId: client!.clientId,
        accountId: session!.accountId!,
      });
      grant.addOIDCScope('openid');
      grant.addResourceScope(AUDIENCE, PEOPLE[session!.accountId!] ?? '');
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: true },
      rpInitiatedLogout: { enabled: endsSessions },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience: AUDIENCE,
          scope: SCOPES,
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenSeconds,
        }),
      },
    },
  });
  // The console's port isn't known yet.
  provider.Client.prototype.redirectUriAllowed = (uri) =>
    /^http:\/\/127\.0\.0\.1:\d+\/console\/signed-in$/.test(uri);
  provider.Client.prototype.postLogoutRedirectUriAllowed = (uri) =>
    /^http:\/\/127\.0\.0\.1:\d+\/console\/$/.test(uri);
  const handle = provider.callback();
  server.on('request', (request, response) => void handle(request, response));
  return {
    issuer,
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}

import { ErrorResponse, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { type Access, SessionEndedError } from './access.ts';
import type { ConsoleConfig } from '@async-catalog/console-hosting';

type Auth = NonNullable<ConsoleConfig['auth']>;

const SCOPES = 'openid catalog:read catalog:write catalog:operate';

/** Place that the issuer sends the browser back to. */
export const SIGNED_IN_PATH = 'signed-in';

/** Result of looking for a session: one, or the way to get one. */
export type SignIn = { readonly access: Access } | { readonly signIn: () => Promise<void> };

/**
 * Finds the session of this tab, or finishes a sign-in that has just come back from the issuer. Code flow with PKCE; tokens stay in
 * memory and in the tab's session storage.
 * @throws {ErrorResponse} If the issuer refused the sign-in.
 */
export async function findSession(auth: Auth): Promise<SignIn> {
  const { BASE_URL } = import.meta.env;
  const base = new URL(BASE_URL, location.origin).href;
  const users = new UserManager({
    authority: auth.issuer,
    client_id: auth.clientId,
    redirect_uri: base + SIGNED_IN_PATH,
    post_logout_redirect_uri: base,
    scope: SCOPES,
    ...(auth.audience !== undefined && { resource: auth.audience }),
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    monitorSession: false,
  });
  const signIn = (): Promise<void> => users.signinRedirect({ state: location.href });
  if (location.pathname === BASE_URL + SIGNED_IN_PATH) {
    const user = await users.signinRedirectCallback().catch((error: unknown) => {
      // Its code and state are used up, so a repeat begins anew.
      history.replaceState(null, '', base);
      throw error;
    });
    history.replaceState(null, '', returnAddress(user, base));
    return { access: accessOf(users, user, signIn) };
  }
  const user = await users.getUser();
  return user === null || user.expired === true ? { signIn } : { access: accessOf(users, user, signIn) };
}

function returnAddress(user: User, base: string): string {
  return typeof user.state === 'string' && user.state.startsWith(base) && !user.state.includes(SIGNED_IN_PATH)
    ? user.state
    : base;
}

function accessOf(users: UserManager, signedIn: User, signIn: () => Promise<void>): Access {
  let user = signedIn;
  let renewal: Promise<User | null> | undefined;
  let ended = false;

  /** Renews the token once for all who ask: an issuer that rotates refresh tokens takes a second use of one for theft. */
  function renew(): Promise<User | null> {
    renewal ??= users
      .signinSilent()
      .catch((error: unknown) => {
        if (error instanceof ErrorResponse) {
          return null;
        }
        throw error;
      })
      .finally(() => (renewal = undefined));
    return renewal;
  }

  return {
    name: user.profile.name ?? user.profile.email ?? user.profile.sub,
    scopes: new Set((user.scope ?? '').split(' ')),
    async token() {
      if (user.expired !== true) {
        return user.access_token;
      }
      const renewed = ended || user.refresh_token === undefined ? null : await renew();
      if (renewed === null) {
        ended = true;
        throw new SessionEndedError();
      }
      user = renewed;
      return user.access_token;
    },
    signIn,
    signOut: () => users.signoutRedirect(),
  };
}

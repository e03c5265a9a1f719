import { ErrorResponse, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { type Access, SessionEndedError } from './access.ts';
import type { ConsoleConfig } from '@async-catalog/console-hosting';

type Auth = NonNullable<ConsoleConfig['auth']>;

const SCOPES = 'openid catalog:read catalog:write catalog:operate';

/** Place that the issuer sends the browser back to. */
export const SIGNED_IN_PATH = 'signed-in';

/** Result of looking for a session: one, or the way to get one and why the sign-in that has just come back brought none. */
export type SignIn =
  | { readonly access: Access }
  | { readonly signIn: () => Promise<void>; readonly failure?: Error | undefined };

/**
 * Finds the session of this tab, or finishes a sign-in that has just come back from the issuer. Code flow with PKCE; tokens stay in
 * memory and in the tab's session storage.
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
  let failure: Error | undefined;
  if (location.pathname === BASE_URL + SIGNED_IN_PATH) {
    let state: unknown;
    try {
      ({ state } = await users.signinRedirectCallback());
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      state = error instanceof ErrorResponse ? error.state : undefined;
    }
    // Also after a failure: an answer of the issuer is good for one attempt, however often its address is opened.
    history.replaceState(null, '', returnAddress(state, base));
  }
  const user = await users.getUser();
  const isOver = user === null || (user.expired === true && user.refresh_token === undefined);
  return isOver
    ? { signIn, failure }
    : { access: accessOf(users, user, { signIn, base, resource: auth.audience }) };
}

/** Returns the page that a sign-in began on, if it is one of the console's, where the address of the callback itself is none. */
function returnAddress(state: unknown, base: string): string {
  const isPage =
    typeof state === 'string' &&
    state.startsWith(base) &&
    new URL(state).pathname !== new URL(SIGNED_IN_PATH, base).pathname;
  return isPage ? state : base;
}

interface AccessOptions {
  readonly signIn: () => Promise<void>;
  readonly base: string;
  readonly resource: string | undefined;
}

function accessOf(users: UserManager, signedIn: User, { signIn, base, resource }: AccessOptions): Access {
  let user = signedIn;
  let renewal: Promise<User> | undefined;
  let ended = false;

  /** Renews once for all who wait: an issuer takes a refresh token that comes twice for a stolen one, and ends the session. */
  async function renew(): Promise<User> {
    try {
      const renewed = await users.signinSilent(resource === undefined ? {} : { resource });
      if (renewed === null) {
        throw new SessionEndedError();
      }
      return renewed;
    } catch (error) {
      // The issuer refuses the refresh token, and would refuse it again.
      ended = error instanceof ErrorResponse || error instanceof SessionEndedError;
      throw error instanceof ErrorResponse ? new SessionEndedError() : error;
    } finally {
      renewal = undefined;
    }
  }

  return {
    name: user.profile.name ?? user.profile.email ?? user.profile.sub,
    scopes: new Set((user.scope ?? '').split(' ')),
    async token() {
      if (user.expired === true) {
        if (ended || user.refresh_token === undefined) {
          throw new SessionEndedError();
        }
        renewal ??= renew();
        user = await renewal;
      }
      return user.access_token;
    },
    signIn,
    async signOut() {
      // What screens keep over a reload, such as names of files. The issuer wants to know whose session ends.
      Object.keys(sessionStorage)
        .filter((key) => !key.startsWith('oidc.'))
        .forEach((key) => sessionStorage.removeItem(key));
      try {
        await users.signoutRedirect();
      } catch {
        // The tokens are forgotten, and the issuer has no page to sign out on, or is out.
        location.assign(base);
      }
    },
  };
}

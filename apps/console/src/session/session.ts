import { type CatalogClient, createCatalogClient } from '@async-catalog/client';
import { createContext, useContext } from 'react';
import { createSeen, type Seen } from '../core/seen.ts';
import type { Access } from './access.ts';
import type { ConsoleConfig } from '@async-catalog/console-hosting';

/** Everything that the screens get from outside. */
export interface Session {
  readonly config: ConsoleConfig;
  readonly access: Access;
  readonly catalog: CatalogClient;
  readonly seen: Seen;
  /** URL of the API, without a slash at its end. */
  readonly apiUrl: string;
}

/** Attempts after the first. The screens ask again themselves, and say meanwhile what is wrong. */
const RETRIES = 1;

export function createSession(config: ConsoleConfig, access: Access): Session {
  const apiUrl = new URL(config.apiUrl, location.origin).href.replace(/\/$/, '');
  const catalog = createCatalogClient({ baseUrl: apiUrl, token: access.token, retries: RETRIES });
  return { config, access, catalog, seen: createSeen(), apiUrl };
}

const SessionContext = createContext<Session | undefined>(undefined);

export const SessionProvider = SessionContext.Provider;

/** Answers the session that the screens run in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) {
    throw new Error('useSession needs a SessionProvider above it');
  }
  return session;
}

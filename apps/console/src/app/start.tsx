import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { Root } from 'react-dom/client';
import { loadConsoleConfig } from '../session/console-config.ts';
import { createSession, SessionProvider } from '../session/session.ts';
import { createQueryClient } from './query-client.ts';
import { loadScreens } from './lazy-screen.ts';
import { createConsoleRouter } from './router.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

/** Time after which the other screens are loaded: the first one comes first. */
const LOAD_SCREENS_MS = 1000;

/** Reads the configuration, finds the session, and shows the screens. */
export async function start(root: Root): Promise<void> {
  const config = await loadConsoleConfig();
  const found =
    config.auth === undefined
      ? { access: {} }
      : await (await import('../session/oidc.ts')).findSession(config.auth);
  if ('signIn' in found) {
    root.render(<SignInScreen stage={config.stage} {...found} />);
    return;
  }
  const session = createSession(config, found.access);
  root.render(
    <SessionProvider value={session}>
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={createConsoleRouter()} />
      </QueryClientProvider>
    </SessionProvider>,
  );
  setTimeout(() => void loadScreens(), LOAD_SCREENS_MS);
}

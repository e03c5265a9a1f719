import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Icon, type IconName } from '../components/icon.tsx';
import { useSession } from '../session/session.ts';
import { OfflineBanner } from './offline-banner.tsx';

const PLACES = [
  ['/', 'Now', 'now'],
  ['/import', 'Import a file', 'import'],
  ['/submissions', 'Submissions and imports', 'submissions'],
  ['/products', 'Products', 'products'],
  ['/dead-letters', 'Dead letters', 'dead-letters'],
  ['/reference', 'Reference', 'reference'],
] as const satisfies readonly (readonly [string, string, IconName])[];

function Places({ onGo }: { onGo: () => void }) {
  return (
    <ul>
      {PLACES.map(([to, text, icon]) => (
        <li key={to}>
          <Link to={to} activeOptions={{ exact: to === '/' }} onClick={onGo}>
            <Icon name={icon} /> {text}
          </Link>
        </li>
      ))}
      {import.meta.env.MODE === 'laptop' && (
        <li>
          <Link to={'/break-it' as '/'} onClick={onGo}>
            <Icon name="break-it" /> Break it
          </Link>
        </li>
      )}
    </ul>
  );
}

/** Frames every screen: where to go, who is signed in, and a link past all of it. */
export function Shell() {
  const { config, access } = useSession();
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const shown = useRef(path);
  useEffect(() => {
    // A screen reader hears that the screen changed, and the next Tab goes on there.
    if (shown.current !== path) {
      shown.current = path;
      main.current?.focus({ preventScroll: true });
    }
  }, [path]);
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        Skip to the content
      </a>
      <header className="top">
        <div className="brand">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="24" height="24" />
          <span>AsyncCatalog</span> <span className="stage">{config.stage}</span>
        </div>
        <button
          type="button"
          className="menu-button"
          aria-expanded={open}
          aria-controls="places"
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'close' : 'menu'} /> <span className="sr-only">Menu</span>
        </button>
      </header>
      <nav id="places" aria-label="Screens" className={open ? 'places open' : 'places'}>
        <Places onGo={() => setOpen(false)} />
        {access.name !== undefined && (
          <div className="who">
            <span>{access.name}</span>
            <button type="button" onClick={() => void access.signOut?.()}>
              Sign out
            </button>
          </div>
        )}
      </nav>
      <main id="main" ref={main} tabIndex={-1}>
        <OfflineBanner />
        <Outlet />
      </main>
    </div>
  );
}

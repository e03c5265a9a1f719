import { ScreenMissingError } from './lazy-screen.ts';
import { Page } from '../components/page.tsx';

/** Shows that a screen failed: its code couldn't be loaded, or it has a fault. */
export function ScreenError({ error }: { error: unknown }) {
  return (
    <Page title="This screen can’t be shown">
      <div className="notice notice-error" role="alert">
        <div>
          <p>{error instanceof Error ? error.message : String(error)}</p>
          <p>
            {error instanceof ScreenMissingError
              ? 'You are offline. Load the page again once the network is back; the other screens still work.'
              : 'If a new version was deployed meanwhile, loading the page again gets it.'}
          </p>
          <button type="button" onClick={() => location.reload()}>
            Load the page again
          </button>
        </div>
      </div>
    </Page>
  );
}

import './reference.css';
import { Page } from '../../components/page.tsx';
import { useSession } from '../../session/session.ts';

/** Shows the API's own reference, which is served on this origin. */
export function ReferenceScreen() {
  const { apiUrl } = useSession();
  const url = `${apiUrl}/docs`;
  return (
    <Page
      title="Reference"
      aside={
        <a className="button" href={url} target="_blank" rel="noopener">
          Open in its own tab
        </a>
      }
    >
      <iframe className="reference-frame" title="API reference" src={url} />
    </Page>
  );
}

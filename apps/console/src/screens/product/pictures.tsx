import { useState } from 'react';
import { fileNameOf } from '../../core/product/file-name.ts';

const KEY = 'show-pictures';

/** Lists a product's pictures. They are on other hosts, so they are loaded only once somebody asks for them. */
export function Pictures({ urls }: { urls: readonly string[] }) {
  const [shown, setShown] = useState(() => sessionStorage.getItem(KEY) === 'yes');
  const hosts = [...new Set(urls.map((url) => URL.parse(url)?.host ?? url))];
  const show = (choice: boolean): void => {
    sessionStorage.setItem(KEY, choice ? 'yes' : 'no');
    setShown(choice);
  };
  return (
    <section className="card">
      <div className="card-header">
        <h2>Pictures</h2>
        <button type="button" aria-pressed={shown} onClick={() => show(!shown)}>
          {shown ? 'Hide pictures' : 'Show pictures'}
        </button>
      </div>
      {!shown && (
        <p className="muted">
          They are on {hosts.join(', ')}. Showing them tells{' '}
          {hosts.length === 1 ? 'that host' : 'those hosts'} that you look at them; it lasts until you close
          this tab.
        </p>
      )}
      <ul className="pictures">
        {urls.map((url, index) => (
          <li key={`${index} ${url}`}>
            {shown && <Picture url={url} />}
            <a href={url} target="_blank" rel="noreferrer">
              {fileNameOf(url)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shows a picture, or why it can't: the content security policy allows no http. */
function Picture({ url }: { url: string }) {
  const [failed, setFailed] = useState(false);
  if (failed || !/^https:/i.test(url)) {
    return <span className="no-picture muted">{failed ? 'could not be loaded' : 'not over https'}</span>;
  }
  return (
    <img
      src={url}
      alt=""
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
}

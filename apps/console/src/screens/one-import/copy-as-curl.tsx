import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { useSession } from '../../session/session.ts';

/** Copies the request of what is shown, for a terminal. A token isn't copied: it is a secret. */
export function CopyAsCurl({ path }: { path: string }) {
  const { apiUrl, access } = useSession();
  const [said, setSaid] = useState('');
  const token = access.token === undefined ? '' : ' --header "Authorization: Bearer $TOKEN"';
  const command = `curl '${apiUrl}${path}'${token}`;
  return (
    <>
      <button
        type="button"
        onClick={() =>
          void navigator.clipboard.writeText(command).then(
            () => setSaid('Copied.'),
            () => setSaid(command),
          )
        }
      >
        <Icon name="copy" /> Copy as curl
      </button>
      <span role="status">{said}</span>
    </>
  );
}

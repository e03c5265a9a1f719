import './import.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { NeedsScope } from '../../components/needs-scope.tsx';
import { Page } from '../../components/page.tsx';
import { NewImport } from './new-import.tsx';
import { OpenImport } from './open-import.tsx';
import { useChosenFile } from './file/use-chosen-file.ts';

/** Imports a file: which one, what its columns are, what it would change, and then it. */
export function ImportScreen() {
  const { id } = useSearch({ from: '/import' });
  const navigate = useNavigate();
  const chosen = useChosenFile();
  const [wasCancelled, setWasCancelled] = useState(false);
  return (
    <Page title="Import a file">
      <NeedsScope scope="catalog:write">
        {id === undefined ? (
          <NewImport
            chosen={chosen}
            wasCancelled={wasCancelled}
            onCreated={(importId) => {
              setWasCancelled(false);
              void navigate({ to: '/import', search: { id: importId } });
            }}
          />
        ) : (
          <OpenImport key={id} id={id} onCancelled={() => setWasCancelled(true)} onImported={chosen.forget} />
        )}
      </NeedsScope>
    </Page>
  );
}

import './import.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Loading } from '../../components/loading.tsx';
import { NeedsScope } from '../../components/needs-scope.tsx';
import { Page } from '../../components/page.tsx';
import { forgetChoice } from './file/kept-choice.ts';
import type { Opened } from './file/use-chosen-file.ts';

const loadNewImport = async () => ({ default: (await import('./new-import.tsx')).NewImport });
const loadOpenImport = async () => ({ default: (await import('./open-import.tsx')).OpenImport });
const NewImport = lazy(loadNewImport);
const OpenImport = lazy(loadOpenImport);

/** Imports a file: which one, what its columns are, what it would change, and then it. */
export function ImportScreen() {
  const { id } = useSearch({ from: '/import' });
  const navigate = useNavigate();
  const [opened, setOpened] = useState<Opened>();
  const [wasCancelled, setWasCancelled] = useState(false);
  useEffect(() => {
    // The next step is there if the network isn't then. What fails is tried again when it is needed.
    Promise.all([loadNewImport(), loadOpenImport()]).catch(() => undefined);
  }, []);
  return (
    <Page title="Import a file">
      <NeedsScope scope="catalog:write">
        <Suspense fallback={<Loading what="this screen" />}>
          {id === undefined ? (
            <NewImport
              opened={opened}
              setOpened={setOpened}
              wasCancelled={wasCancelled}
              onCreated={(importId) => {
                setWasCancelled(false);
                void navigate({ to: '/import', search: { id: importId } });
              }}
            />
          ) : (
            <OpenImport
              key={id}
              id={id}
              onCancelled={() => setWasCancelled(true)}
              onImported={() => {
                setOpened(undefined);
                forgetChoice();
              }}
            />
          )}
        </Suspense>
      </NeedsScope>
    </Page>
  );
}

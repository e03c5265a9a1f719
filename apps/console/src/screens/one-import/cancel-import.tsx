import { CancelButton } from '../../components/cancel-button.tsx';
import { useSession } from '../../session/session.ts';

/** Cancels an import, or its preview. */
export function CancelImport({ id, onCancelled }: { id: string; onCancelled: () => void }) {
  const { catalog } = useSession();
  return (
    <CancelButton
      label="Cancel the import"
      title="Cancel this import?"
      action="Cancel the import"
      text="No more rows are read, and those that wait end as cancelled. What is saved already stays."
      cancel={() => catalog.cancelImport(id)}
      onCancelled={onCancelled}
    />
  );
}

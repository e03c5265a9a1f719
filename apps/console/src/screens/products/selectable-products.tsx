import type { Product } from '@async-catalog/client';
import { type ReactNode, useState } from 'react';
import { allows } from '../../session/access.ts';
import { useSession } from '../../session/session.ts';
import { DeleteSelected } from './delete-selected.tsx';
import { ProductTable } from './product-table.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useSelection } from './use-selection.ts';

interface SelectableProductsProps {
  readonly products: readonly Product[];
  readonly onNearEnd?: (() => void) | undefined;
  /** Shown where there are none. A deletion's outcome stays, also if nothing else is left. */
  readonly children?: ReactNode;
}

/** Shows products, of which those who may write can select some and delete them. */
export function SelectableProducts({ products, onNearEnd, children }: SelectableProductsProps) {
  const { access } = useSession();
  const { selected, select, selectAll, clear } = useSelection();
  const [chosen, setChosen] = useState<readonly Product[]>();
  const [deleting, setDeleting] = useState(false);
  const isEmpty = products.length === 0 && onNearEnd === undefined;
  const mayWrite = allows(access, 'catalog:write');
  return (
    <>
      {mayWrite && !isEmpty && (
        <SelectionBar
          shown={products}
          selected={selected}
          onSelectAll={selectAll}
          onClear={clear}
          onDelete={() => setChosen([...selected.values()])}
          busy={deleting}
        />
      )}
      {chosen !== undefined && (
        <DeleteSelected
          products={chosen}
          onStart={() => setDeleting(true)}
          onDone={clear}
          onClose={() => {
            setChosen(undefined);
            setDeleting(false);
          }}
        />
      )}
      {isEmpty ? (
        children
      ) : (
        <ProductTable
          products={products}
          selected={selected}
          onSelect={mayWrite ? select : undefined}
          onNearEnd={onNearEnd}
        />
      )}
    </>
  );
}

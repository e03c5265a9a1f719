import type { Product } from '@async-catalog/client';
import { formatCount } from '../../formats/numbers.ts';
import { MAX_SELECTED } from './use-selection.ts';

interface SelectionBarProps {
  readonly shown: readonly Product[];
  readonly selected: ReadonlyMap<string, Product>;
  readonly onSelectAll: (products: readonly Product[]) => void;
  readonly onClear: () => void;
  readonly onDelete: () => void;
  readonly busy: boolean;
}

/** Says how many products are selected, and what can be done with them. */
export function SelectionBar(props: SelectionBarProps) {
  const { shown, selected, onSelectAll, onClear, onDelete, busy } = props;
  const most = Math.min(shown.length, MAX_SELECTED);
  return (
    <div className="product-selection" role="group" aria-label="Selected products">
      <span role="status">
        {selected.size === 0
          ? 'None selected'
          : `${formatCount(selected.size)} selected${selected.size === MAX_SELECTED ? ', the most that can be deleted at once' : ''}`}
      </span>
      <button type="button" onClick={() => onSelectAll(shown)} disabled={busy || most === 0}>
        {most < shown.length
          ? `Select the first ${formatCount(most)}`
          : `Select all ${formatCount(most)} shown`}
      </button>
      <button type="button" onClick={onClear} disabled={busy || selected.size === 0}>
        Select none
      </button>
      <button type="button" className="danger" onClick={onDelete} disabled={busy || selected.size === 0}>
        Delete selected…
      </button>
    </div>
  );
}

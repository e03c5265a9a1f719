import { Link } from '@tanstack/react-router';
import { Age } from '../../components/age.tsx';
import { OutcomeBar } from '../../components/outcome-bar.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { isBeingRead } from '../../core/is-being-read.ts';
import { formatCount } from '../../formats/numbers.ts';
import type { Row } from './list-query.ts';

interface RowListProps {
  readonly rows: readonly Row[];
  readonly selected: ReadonlyMap<string, Row>;
  readonly onSelect: (selected: ReadonlyMap<string, Row>) => void;
  /** Present where there is another page; without `load`, scrolling doesn't read it. */
  readonly more: { readonly loading: boolean; readonly load: (() => void) | undefined } | undefined;
}

const ROW_HEIGHT = 68;

/** Shows the rows that are in view; the next page is read when its end comes near. */
export function RowList({ rows, selected, onSelect, more }: RowListProps) {
  const toggle = (row: Row): void => {
    const next = new Map(selected);
    if (!next.delete(row.id)) {
      next.set(row.id, row);
    }
    onSelect(next);
  };
  return (
    <div>
      <VirtualList
        label="List of submissions and imports"
        className="row-list"
        rows={rows}
        rowHeight={ROW_HEIGHT}
        keyOf={({ id }) => id}
        loadMore={more?.loading === false ? more.load : undefined}
        total={more === undefined ? rows.length : undefined}
      >
        {(row) => <ListedRow row={row} selected={selected.has(row.id)} onToggle={() => toggle(row)} />}
      </VirtualList>
      <p className="muted" role="status">
        {formatCount(rows.length)} shown{more?.load === undefined ? '' : ', more as you scroll'}
        {more?.loading === true && '; reading more…'}
      </p>
    </div>
  );
}

function ListedRow({ row, selected, onToggle }: { row: Row; selected: boolean; onToggle: () => void }) {
  const name = row.fileName ?? `${row.id.slice(0, 8)}…`;
  return (
    <>
      <input type="checkbox" aria-label={`Select ${name}`} checked={selected} onChange={onToggle} />
      <div className="row-name">
        {row.kind === 'import' ? (
          <Link to="/imports/$importId" params={{ importId: row.id }}>
            {name}
          </Link>
        ) : (
          <Link to="/submissions/$submissionId" params={{ submissionId: row.id }} title={row.id}>
            {name}
          </Link>
        )}
        <span className="muted">
          {row.dryRun === true && 'preview, '}
          <Age time={row.createdAt} />
          {row.caller !== undefined && ` by ${row.caller}`}
        </span>
      </div>
      <StatusBadge status={row.status} />
      <div className="row-bar">
        <OutcomeBar counts={row.counts} isOpenEnded={isBeingRead(row)} />
        <span className="muted">
          {formatCount(row.counts.total - row.counts.pending)}{' '}
          {isBeingRead(row) ? 'so far' : `of ${formatCount(row.counts.total)}`}
        </span>
      </div>
    </>
  );
}

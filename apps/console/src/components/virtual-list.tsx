import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';

interface VirtualListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** Height of each row, in pixels. */
  readonly rowHeight: number;
  /** Whether rows may be of other heights, which are measured then. */
  readonly measured?: boolean;
  readonly keyOf: (row: Row) => string | number;
  readonly children: (row: Row) => ReactNode;
  /** Reads the next page; absent while one is read, and when there is none. */
  readonly loadMore?: (() => void) | undefined;
  /** Number of all rows, where it is known that there are no more. */
  readonly total?: number | undefined;
  readonly className?: string;
}

/** Shows a long list of which only the rows in view are on the page; the next page is read before its end is reached. */
export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { label, rows, rowHeight, keyOf, children, loadMore, total = -1, className = '' } = props;
  const { measured = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => keyOf(rows[index]!),
  });
  const shown = virtual.getVirtualItems();
  const nearEnd = (shown.at(-1)?.index ?? 0) >= rows.length - 10;
  useEffect(() => {
    if (nearEnd) {
      loadMore?.();
    }
  }, [nearEnd, loadMore]);
  return (
    <div className={`virtual-list ${className}`} ref={scroller} tabIndex={0} role="region" aria-label={label}>
      <ul style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start, key }) => (
          <li
            key={key}
            ref={measured ? virtual.measureElement : undefined}
            data-index={index}
            aria-setsize={total}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)`, ...(!measured && { height: rowHeight }) }}
          >
            {children(rows[index]!)}
          </li>
        ))}
      </ul>
    </div>
  );
}

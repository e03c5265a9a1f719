import type { Difference } from '../core/product/describe-fields.ts';

/** Shows what a field was and what it is now. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  return (
    <dl className="differences">
      {differences.map(({ label, before, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <del>{before ?? 'none'}</del> <span aria-hidden="true">→</span> <ins>{after ?? 'removed'}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

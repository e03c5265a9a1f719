import type { Product, SubmissionItem, Warning } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { DifferenceList } from '../../components/difference-list.tsx';
import { Icon } from '../../components/icon.tsx';
import { differencesOf } from '../../core/product/describe-fields.ts';

/** Outcome of a change that was saved. */
export interface Saved {
  readonly before: Product;
  /** Product as it was read afterwards; absent where it couldn't be. */
  readonly after: Product | undefined;
  readonly item: SubmissionItem;
  readonly warnings: readonly Warning[];
  readonly submissionId: string;
}

/** Says that a change was saved, and what it changed. */
export function SavedNotice({ saved: { before, after, item, warnings, submissionId } }: { saved: Saved }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  const differences = after === undefined ? [] : differencesOf(before, after);
  return (
    <div ref={notice} tabIndex={-1} className="notice notice-success" role="status">
      <Icon name="check" />
      <div>
        <strong>
          {item.change === 'unchanged' ? 'Saved, but the product had these values already' : 'Saved'}
        </strong>
        {after === undefined && (
          <p>The product can’t be read just now, so what is below may be from before.</p>
        )}
        {after !== undefined && after.version > before.version + 1 && (
          <p>Somebody has changed it again since; that is in the list too.</p>
        )}
        <DifferenceList differences={differences} />
        {warnings.map(({ code, pointer, detail }) => (
          <p key={code}>
            {pointer.split('/').at(-1)} {detail}.
          </p>
        ))}
        <Link to="/submissions/$submissionId" params={{ submissionId }}>
          Show the submission
        </Link>
      </div>
    </div>
  );
}

import { useEffect, useState } from 'react';

/** Pages that are searched before it stops. The API looks at up to 1,000 submissions for each. */
const PAGES = 10;

interface LookFurtherProps {
  readonly reading: boolean;
  readonly failed: boolean;
  readonly load: () => void;
}

/** Reads on after a page on which nothing passed the filter: some pages by itself, and more when asked. */
export function LookFurther({ reading, failed, load }: LookFurtherProps) {
  const [left, setLeft] = useState(PAGES);
  const goesOn = left > 0 && !reading && !failed;
  useEffect(() => {
    if (goesOn) {
      setLeft((pages) => pages - 1);
      load();
    }
  }, [goesOn, load]);
  return reading || goesOn ? (
    <p role="status">Nothing more found so far. Searching older ones…</p>
  ) : (
    <p role="status">
      Nothing more found so far. Older ones have not been searched.{' '}
      <button type="button" onClick={() => setLeft(PAGES)}>
        Search older ones
      </button>
    </p>
  );
}

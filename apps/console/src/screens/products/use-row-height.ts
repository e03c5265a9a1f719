import { useSyncExternalStore } from 'react';

/** Heights of a row in rem, which `products.css` has too: a line of a table, or a card on a narrow screen. */
const LINE_REM = 3.2;
const CARD_REM = 7.6;

const narrow = matchMedia('(max-width: 860px)');

function subscribe(onChange: () => void): () => void {
  narrow.addEventListener('change', onChange);
  return () => narrow.removeEventListener('change', onChange);
}

/** Answers the height of a row in CSS px. */
export function useRowHeight(): number {
  const isNarrow = useSyncExternalStore(subscribe, () => narrow.matches);
  const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round((isNarrow ? CARD_REM : LINE_REM) * remPx);
}

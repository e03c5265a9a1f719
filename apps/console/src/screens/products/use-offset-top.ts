import { type RefObject, useLayoutEffect, useState } from 'react';

/** Measures how far below the top of the document an element begins, in CSS px, as what is above it comes and goes. */
export function useOffsetTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (element.current !== null) {
        setTop(Math.round(element.current.getBoundingClientRect().top + scrollY));
      }
    };
    measure();
    // Everything above is in `main`, whose height changes with it.
    const observer = new ResizeObserver(measure);
    const main = document.querySelector('main');
    if (main !== null) {
      observer.observe(main);
    }
    return () => observer.disconnect();
  }, [element]);
  return top;
}

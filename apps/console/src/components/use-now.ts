import { useEffect, useState } from 'react';

const STEP_MS = 10_000;

/** Answers the present time, every ten seconds anew. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

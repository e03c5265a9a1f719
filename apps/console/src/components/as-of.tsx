import { formatClock } from '../formats/times.ts';

/** Says when the API gave the numbers beside it. */
export function AsOf({ time }: { time: string | number }) {
  return (
    <span className="as-of">
      as of <time dateTime={new Date(time).toISOString()}>{formatClock(time)}</time>
    </span>
  );
}

import { formatAge, formatTime } from '../formats/times.ts';
import { useNow } from './use-now.ts';

/** Shows how long ago something was, with the time itself as its title. */
export function Age({ time }: { time: string }) {
  const now = useNow();
  return (
    <time dateTime={time} title={formatTime(time)}>
      {formatAge(time, now)}
    </time>
  );
}

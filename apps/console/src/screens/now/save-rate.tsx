import type { Stats } from '@async-catalog/client';
import { barsOf } from '../../core/bars.ts';
import { formatCount } from '../../formats/numbers.ts';
import { formatClock } from '../../formats/times.ts';

const HEIGHT = 60;

/** Shows how many products were saved in each minute of the last hour. */
export function SaveRate({ minutes }: { minutes: Stats['savedPerMinute'] }) {
  const counts = minutes.map(({ count }) => count);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const most = Math.max(0, ...counts);
  const present = minutes.at(-1);
  const label = `Products saved in each minute of the last hour: ${formatCount(total)} in all, ${formatCount(most)} in the best minute.`;
  return (
    <section className="card" aria-labelledby="saved">
      <div className="card-header">
        <h2 id="saved">Saved in the last hour</h2>
        <span className="muted">
          best minute {formatCount(most)}, this minute {formatCount(present?.count ?? 0)}
        </span>
      </div>
      <p className="big">{formatCount(total)}</p>
      <svg
        className="rate"
        viewBox={`0 0 ${counts.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {barsOf(counts, HEIGHT).map(({ x, y, height }) => (
          <rect key={x} x={x + 0.1} y={y} width={0.8} height={height} />
        ))}
      </svg>
      <div className="rate-ends muted">
        <span>{minutes[0] !== undefined && formatClock(minutes[0].at)}</span>
        <span>{present !== undefined && formatClock(present.at)}</span>
      </div>
    </section>
  );
}

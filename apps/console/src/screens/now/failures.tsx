import type { Stats } from '@async-catalog/client';
import { formatCount } from '../../formats/numbers.ts';

/** Shows what failed in the last hour, by code. */
export function Failures({ failures }: { failures: Stats['failedLastHour'] }) {
  return (
    <section className="card" aria-labelledby="failed">
      <h2 id="failed">Failed in the last hour</h2>
      {failures.length === 0 ? (
        <p className="muted">Nothing.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col" className="number">
                Items
              </th>
            </tr>
          </thead>
          <tbody>
            {failures.map(({ code, count }) => (
              <tr key={code}>
                <td>
                  <code>{code}</code>
                </td>
                <td className="number">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

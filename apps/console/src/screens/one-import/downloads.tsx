import type { Import, ImportReportFormat } from '@async-catalog/client';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { formatCount } from '../../formats/numbers.ts';
import { useSession } from '../../session/session.ts';

/** Offers what failed first, to be corrected and imported again, then the reports of all rows. */
export function Downloads({ found }: { found: Import }) {
  const { catalog } = useSession();
  const { importId, counts, format } = found;
  const notSaved = counts.failed + counts.rejected + counts.cancelled;
  const download = useMutation({
    mutationFn: (wanted: ImportReportFormat) => catalog.importReportUrl(importId, { format: wanted }),
    // It answers with `Content-Disposition: attachment`, so this page stays.
    onSuccess: (url) => location.assign(url),
  });
  const button = (wanted: ImportReportFormat, label: string, className = '') => (
    <button
      type="button"
      className={className}
      disabled={download.isPending}
      onClick={() => download.mutate(wanted)}
    >
      {label}
    </button>
  );
  return (
    <section className="card" aria-labelledby="downloads-title">
      <h2 id="downloads-title">Downloads</h2>
      {notSaved > 0 && (
        <p>
          Download what failed, correct it, and <Link to="/import">import it again</Link>. The file has your
          own columns, and says for each row what is wrong.
        </p>
      )}
      {download.error !== null && <ProblemNotice error={download.error} />}
      <div className="buttons">
        {notSaved > 0 &&
          button(
            'failed',
            `${formatCount(notSaved)} failed ${notSaved === 1 ? 'row' : 'rows'} (${format?.kind === 'ndjson' ? 'NDJSON' : 'CSV'})`,
            'primary',
          )}
        {button('csv', 'Report of all rows (CSV)')}
        {button('ndjson', 'Report of all rows (NDJSON)')}
      </div>
    </section>
  );
}

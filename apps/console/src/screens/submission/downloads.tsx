import { useMutation } from '@tanstack/react-query';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { saveFile } from '../../components/save-file.ts';
import { useSession } from '../../session/session.ts';

const FORMATS = [
  ['xlsx', 'Spreadsheet'],
  ['csv', 'CSV'],
  ['txt', 'Text'],
  ['json', 'JSON'],
] as const;

type Format = (typeof FORMATS)[number][0];

/** Offers the report in each of its formats. */
export function Downloads({ submissionId }: { submissionId: string }) {
  const { catalog } = useSession();
  const download = useMutation({
    mutationFn: async (format: Format) => {
      const path = { params: { path: { id: submissionId }, query: { format } }, parseAs: 'blob' } as const;
      const { data } = await catalog.http.GET('/submissions/{id}/report', path);
      saveFile(data as unknown as Blob, `report-${submissionId}.${format}`);
    },
  });
  return (
    <div role="group" aria-labelledby="report">
      <h2 id="report">Report</h2>
      {download.isError && (
        <ProblemNotice error={download.error} onRetry={() => download.mutate(download.variables)} />
      )}
      <div className="buttons">
        {FORMATS.map(([format, name]) => (
          <button key={format} type="button" onClick={() => download.mutate(format)}>
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}

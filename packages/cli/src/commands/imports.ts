import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Import, ImportReportFormat } from '@async-catalog/client';
import { toPrintableText } from '@async-catalog/product-schema';
import type { Context } from '../context.ts';
import { EXIT, InterruptedError } from '../errors.ts';
import { type OpenReport, reportOpener, saveNew, saveOver } from '../file/download.ts';
import type { MaxFailed } from '../max-failed.ts';
import { type ListChoice, listQuery, takeFirst, withCaller } from './list-choice.ts';
import { failedFileName, followToEnd } from './follow-to-end.ts';

const LISTED = ['importId', 'status', 'saved', 'total', 'fileName', 'createdAt'];

export async function listImports(
  choice: ListChoice<Import['status']>,
  { catalog, display, signal }: Context,
): Promise<number> {
  const found = await takeFirst(catalog.imports({ ...listQuery(choice), signal }), choice.limit);
  const rows = found.map(({ counts, ...one }) => ({ ...one, ...counts }));
  display.rows(rows, withCaller(LISTED, choice));
  return EXIT.allSaved;
}

/** Follows an import to its end, as `import` does, and resolves to the exit code. */
export async function watchImport(
  id: string,
  options: { readonly maxFailed?: MaxFailed },
  context: Context,
): Promise<number> {
  try {
    return await followToEnd(id, { ...options, directory: '.' }, context);
  } catch (error) {
    const hint = `The import goes on. Follow it with: ${context.hint(`imports watch ${id}`)}`;
    throw context.signal.aborted ? new InterruptedError(hint) : error;
  } finally {
    context.display.stop();
  }
}

export async function cancelImport(id: string, { catalog, display, signal }: Context): Promise<number> {
  const { importId, status, counts } = await catalog.cancelImport(id, { signal });
  display.record({ importId, status, counts });
  return EXIT.allSaved;
}

export interface ReportOptions {
  readonly format: ImportReportFormat;
  /** A file, or `-`. */
  readonly output?: string;
}

/** Downloads a report of an import. */
export async function downloadReport(
  id: string,
  { format, output }: ReportOptions,
  { catalog, display, signal, streams: { stdout } }: Context,
): Promise<number> {
  const open = reportOpener(() => catalog.importReportUrl(id, { format, signal }));
  if (output === '-') {
    await printReport(open, stdout, signal);
    return EXIT.allSaved;
  }
  if (output !== undefined) {
    await saveOver(open, output, signal);
    display.record({ file: output });
    return EXIT.allSaved;
  }
  const name = reportName(format, await catalog.getImport(id, { signal }));
  display.record({ file: await saveNew(open, name, signal) });
  return EXIT.allSaved;
}

function reportName(format: ImportReportFormat, state: Parameters<typeof failedFileName>[0]): string {
  const failed = failedFileName(state);
  return format === 'failed' ? failed : failed.replace(/\.failed\.\w+$/, `.report.${format}`);
}

/** Copies a report to the standard output; of what goes to a terminal, nothing can steer it. */
async function printReport(open: OpenReport, stdout: NodeJS.WriteStream, signal: AbortSignal): Promise<void> {
  const bytes = Readable.from(await open(signal));
  if (!stdout.isTTY) {
    await pipeline(bytes, stdout, { signal, end: false });
    return;
  }
  for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
    stdout.write(`${toPrintableText(line)}\n`);
  }
}

import { createCatalogClient, type ProductOperation, type Report } from '@async-catalog/client';
import { ConfigError } from '@async-catalog/env';
import type { Config } from './config.ts';
import type { Flags } from './flags.ts';
import { catchInterruption } from './interruption.ts';
import { openLog } from './log-file.ts';
import { type RunningCatalog, startCatalog } from './running-catalog.ts';
import { readSampleCatalog, readSampleUpdate } from './sample-catalog.ts';
import { type Terminal, createTerminal } from './terminal.ts';

/** Exit code of a process ended by Ctrl-C, as shells report it: 128 + SIGINT. */
const INTERRUPTED = 130;

/** An API process that ended unexpectedly. */
export class ApiEndedError extends Error {
  override readonly name = 'ApiEndedError';
  readonly code = 'API_ENDED';
}

/** Runs the catalog until it is done or interrupted, and resolves with the exit code. */
export async function start(options: {
  flags: Flags;
  config: Config;
  output: NodeJS.WriteStream;
}): Promise<number> {
  const { flags, config } = options;
  if (!flags.empty && Object.keys(config.access).length > 0) {
    throw new ConfigError(
      `${Object.keys(config.access).join(', ')} set: the API requires a token, and the sample catalog has none. Use --empty`,
    );
  }
  const terminal = createTerminal(options.output);
  const log = openLog(flags.dataDir, (line) => process.stderr.write(`${line}\n`));
  const interruption = catchInterruption();
  const catalog = await Promise.race([
    startCatalog({
      config,
      ...(flags.dataDir !== undefined && { dataDir: flags.dataDir }),
      onLog: log.write,
    }),
    untilInterrupted(interruption.signal),
  ]);
  if (catalog === 'interrupted') {
    terminal.print('Stopped before it was ready.');
    return INTERRUPTED;
  }
  interruption.onSecond(catalog.kill);
  interruption.signal.addEventListener('abort', () => terminal.print('Stopping…'), { once: true });
  try {
    terminal.print(`Console: ${catalog.consoleUrl}`);
    terminal.print(readyLine(catalog));
    const allSaved = flags.empty || (await runSample(catalog, terminal, interruption.signal));
    if (flags.once) {
      return interruption.signal.aborted ? INTERRUPTED : Number(!allSaved);
    }
    if (!interruption.signal.aborted) {
      showPlaces(catalog, terminal, log.path);
    }
    await untilEnd(catalog, interruption.signal);
    return 0;
  } finally {
    await catalog.stop();
    interruption.dispose();
    log.close();
  }
}

function readyLine({ apiUrl, endpoints }: RunningCatalog): string {
  const { sqs, s3, dynamodb, lambda } = endpoints;
  return `ready api=${apiUrl} sqs=${sqs} s3=${s3} dynamodb=${dynamodb} lambda=${lambda}`;
}

type ShowSummary = (summary: Report['summary']) => void;

/** Saves the sample, then updates it. Resolves to true if all was saved; to false if not, or if interrupted. */
async function runSample(catalog: RunningCatalog, terminal: Terminal, signal: AbortSignal): Promise<boolean> {
  const submit = (title: string, items: readonly ProductOperation[], show: ShowSummary) =>
    submitSample({ apiUrl: catalog.apiUrl, title, items, show, terminal, signal });
  return (
    (await submit('Saving the sample catalog', readSampleCatalog(), (summary) => terminal.totals(summary))) &&
    (await submit('Updating some of it', readSampleUpdate(), (summary) => terminal.priceChanges(summary)))
  );
}

async function submitSample(options: {
  apiUrl: string;
  title: string;
  items: readonly ProductOperation[];
  show: ShowSummary;
  terminal: Terminal;
  signal: AbortSignal;
}): Promise<boolean> {
  const { title, items, show, terminal, signal } = options;
  const client = createCatalogClient({ baseUrl: options.apiUrl });
  const startedAt = performance.now();
  const progress = terminal.progress(title, items.length);
  try {
    const { submissionId } = await client.saveProducts(items, {
      signal,
      onProgress: ({ counts }) => progress.update(counts.total - counts.pending),
    });
    const { summary } = await client.getReport(submissionId, { signal });
    progress.stop();
    show(summary);
    terminal.outcome(summary, performance.now() - startedAt);
    return summary.counts.saved + summary.counts.superseded === items.length;
  } catch (error) {
    progress.stop();
    if (signal.aborted) {
      return false;
    }
    throw error;
  }
}

function showPlaces(
  { apiUrl, consoleUrl, endpoints, open }: RunningCatalog,
  terminal: Terminal,
  logPath: string,
): void {
  terminal.places([
    ['Console', consoleUrl],
    ['API', open ? `${apiUrl} (no token needed: AUTH_ISSUER is not set)` : apiUrl],
    ['Reference', `${apiUrl}/docs`],
    ['Reports', `${endpoints.s3} (S3, path style)`],
    ['Queue', endpoints.sqs],
    ['Tables', endpoints.dynamodb],
    ['Functions', endpoints.lambda],
    ['Logs', logPath],
  ]);
  terminal.print('Press Ctrl-C to stop, twice to kill.');
}

/** @throws {ApiEndedError} if the API ends unexpectedly. */
async function untilEnd(catalog: RunningCatalog, signal: AbortSignal): Promise<void> {
  const end = await Promise.race([untilInterrupted(signal), catalog.apiEnded]);
  if (end !== 'interrupted' && !signal.aborted) {
    throw new ApiEndedError(`The API ended unexpectedly with exit code ${end}.`);
  }
}

function untilInterrupted(signal: AbortSignal): Promise<'interrupted'> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve('interrupted');
    }
    signal.addEventListener('abort', () => resolve('interrupted'), { once: true });
  });
}

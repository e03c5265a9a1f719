import { createCatalogClient, type ProductOperation, type Report } from '@async-catalog/client';
import { ConfigError } from '@async-catalog/env';
import type { Config } from './config.ts';
import { LASTING_FAULTS, serviceElsewhere } from './faults/create-faults.ts';
import type { Flags } from './flags.ts';
import { catchInterruption } from './interruption.ts';
import { openLog } from './log-file.ts';
import { type RunningCatalog, startCatalog } from './running-catalog.ts';
import { createSample, createSampleUpdate } from './sample-catalog.ts';
import { type Terminal, createTerminal } from './terminal.ts';
import { watchCatalog } from './watch/watch-catalog.ts';

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
  const elsewhere = flags.fault && serviceElsewhere(flags.fault, config.endpoints);
  if (elsewhere !== undefined) {
    throw new ConfigError(
      `--fault ${flags.fault}: ${elsewhere} runs elsewhere, and only the one of this run can be made to fail. Unset its endpoint`,
    );
  }
  const terminal = createTerminal(options.output);
  const log = openLog(flags.dataDir, (line) => process.stderr.write(`${line}\n`));
  const interruption = catchInterruption();
  const catalog = await Promise.race([
    startCatalog({
      config,
      ...(flags.dataDir !== undefined && { dataDir: flags.dataDir }),
      ...(flags.watch && { watch: { inspect: flags.inspect } }),
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
  let { stop } = catalog;
  let inspector: string | undefined;
  try {
    terminal.print(`Console: ${catalog.consoleUrl}`);
    if (!options.output.isTTY) {
      terminal.print(readyLine(catalog));
    }
    if (flags.watch) {
      const inspectPort = flags.inspect ? config.inspectPort : undefined;
      const { signal } = interruption;
      ({ stop, inspector } = await watchCatalog(catalog, { terminal, inspectPort, signal }));
    }
    const sample = flags.empty ? NO_SAMPLE : await runSample(catalog, terminal, interruption.signal);
    if (flags.once) {
      return interruption.signal.aborted ? INTERRUPTED : Number(!sample.allSaved);
    }
    if (!interruption.signal.aborted) {
      // With a fault, they fail.
      if (sample.commands.length > 0 && flags.fault === undefined) {
        terminal.commands('Try:', sample.commands);
      }
      showPlaces(catalog, terminal, { log: log.path, inspector });
      terminal.print('\nPress Ctrl-C to stop, twice to kill.');
      terminal.print(
        flags.dataDir === undefined
          ? 'What was saved is in memory and goes with it: --data-dir DIR keeps it.'
          : `What was saved stays in ${flags.dataDir}.`,
      );
      if (flags.fault !== undefined) {
        await catalog.beginFault(flags.fault);
        terminal.fault(flags.fault, LASTING_FAULTS[flags.fault]);
      }
    }
    await untilEnd(catalog, interruption.signal);
    return 0;
  } finally {
    await stop();
    interruption.dispose();
    log.close();
  }
}

function readyLine({ apiUrl, endpoints }: RunningCatalog): string {
  const { sqs, s3, dynamodb, lambda, cloudwatch } = endpoints;
  return `ready api=${apiUrl} sqs=${sqs} s3=${s3} dynamodb=${dynamodb} lambda=${lambda} cloudwatch=${cloudwatch}`;
}

/** Outcome of the sample, and commands that show it. */
interface SampleRun {
  readonly allSaved: boolean;
  readonly commands: readonly string[];
}

const NO_SAMPLE: SampleRun = { allSaved: true, commands: [] };

/** Saves the sample, then updates it, unless it is interrupted or something isn't saved. */
async function runSample(
  { apiUrl }: RunningCatalog,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<SampleRun> {
  const submit = (title: string, items: readonly ProductOperation[]) =>
    submitSample({ apiUrl, title, items, terminal, signal });
  const saved = await submit('Saving the sample catalog', createSample());
  const update =
    saved !== undefined && isAllSaved(saved)
      ? await submit('Updating some of it', createSampleUpdate())
      : undefined;
  if (saved === undefined || update === undefined) {
    return { allSaved: false, commands: [] };
  }
  terminal.sums(saved.summary, update.summary);
  return { allSaved: isAllSaved(update), commands: commandsFor(apiUrl, update) };
}

/** Resolves to the report, or to undefined if it was interrupted. */
async function submitSample(options: {
  apiUrl: string;
  title: string;
  items: readonly ProductOperation[];
  terminal: Terminal;
  signal: AbortSignal;
}): Promise<Report | undefined> {
  const { title, items, terminal, signal } = options;
  const client = createCatalogClient({ baseUrl: options.apiUrl });
  const startedAt = performance.now();
  const progress = terminal.progress(title, items.length);
  try {
    const { submissionId } = await client.saveProducts(items, {
      signal,
      onProgress: ({ counts }) => progress.update(counts.total - counts.pending),
    });
    const report = await client.getReport(submissionId, { signal });
    progress.stop();
    terminal.outcome(report.summary, performance.now() - startedAt);
    return report;
  } catch (error) {
    progress.stop();
    if (signal.aborted) {
      return undefined;
    }
    throw error;
  }
}

function isAllSaved({ summary: { counts } }: Report): boolean {
  return counts.saved + counts.superseded === counts.total;
}

/** Commands that read a product that was updated, read what changed in all of them, and change it again. */
function commandsFor(apiUrl: string, { header, items }: Report): string[] {
  const product = items.find(({ change, outcome }) => outcome === 'saved' && change !== 'deleted');
  if (product?.productId === undefined) {
    return [];
  }
  const url = `${apiUrl}/products/${product.productId}`;
  return [
    `curl -s ${url}; echo`,
    `curl -s '${apiUrl}/submissions/${header.submissionId}/report?format=txt'`,
    `curl -s -X PATCH ${url} -H 'content-type: application/merge-patch+json' -d '{"price":9}'; echo`,
  ];
}

function showPlaces(
  { apiUrl, consoleUrl, endpoints, open, apiInspector }: RunningCatalog,
  terminal: Terminal,
  { log, inspector }: { log: string; inspector: string | undefined },
): void {
  terminal.places([
    ['Console', consoleUrl],
    ['API', open ? `${apiUrl} (no token needed: AUTH_ISSUER is not set)` : apiUrl],
    ['Reference', `${apiUrl}/docs`],
    ['Reports', `${endpoints.s3} (S3, path style)`],
    ['Queue', endpoints.sqs],
    ['Tables', endpoints.dynamodb],
    ['Functions', endpoints.lambda],
    ['CloudWatch', endpoints.cloudwatch],
    ['Logs', log],
    ...(inspector === undefined
      ? []
      : [['Debuggers', `${inspector} (functions), ${apiInspector} (API)`] as const]),
  ]);
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

import { createCatalogClient, type CatalogClient } from '@async-catalog/client';
import { loadConfig } from './config.ts';
import type { Display } from './display/display.ts';
import { createJsonDisplay } from './display/json-display.ts';
import { createPlainDisplay } from './display/plain-display.ts';
import { ImpossibleError } from './errors.ts';

export interface GlobalOptions {
  readonly url?: string;
  readonly token?: string;
  readonly json?: true;
}

/** Streams that a command reads and writes: those of the process. */
export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/** A command's surroundings. */
export interface Context {
  readonly catalog: CatalogClient;
  readonly display: Display;
  readonly streams: Streams;
  /** True if there is somebody to ask. */
  readonly interactive: boolean;
  /** Aborts at Ctrl-C, and when nobody reads the output on. */
  readonly signal: AbortSignal;
  /** Builds a command to hint at. */
  readonly hint: (args: string) => string;
  /** @throws {ImpossibleError} if nothing answers at the API's URL, or something else */
  readonly expectApi: () => Promise<void>;
}

const PROBE_MS = 10_000;

/** Creates what the commands need of the API that the options name. */
export async function createContext(
  options: GlobalOptions,
  streams: Streams,
  signal: AbortSignal,
): Promise<Context> {
  const { url, token, command } = loadConfig(options);
  const { stdin, stdout } = streams;
  return {
    catalog: createCatalogClient({ baseUrl: url, token }),
    display: await createDisplay(options, stdout),
    streams,
    interactive: stdin.isTTY && stdout.isTTY && options.json !== true,
    signal,
    hint: (args) => `${command} ${args}`,
    expectApi: () => expectAnswer(url, signal),
  };
}

async function createDisplay({ json }: GlobalOptions, stdout: NodeJS.WriteStream): Promise<Display> {
  if (json === true) {
    return createJsonDisplay(stdout);
  }
  return stdout.isTTY
    ? (await import('./display/terminal-display.ts')).createTerminalDisplay(stdout)
    : createPlainDisplay(stdout);
}

/** Fails at once where nobody listens, which the client would try again for some seconds, or where something else does. */
async function expectAnswer(url: string, signal: AbortSignal): Promise<void> {
  const { ok, status, headers } = await probe(url, signal);
  const isJson = headers.get('content-type')?.startsWith('application/json') === true;
  if (ok ? !isJson : status === 404) {
    throw new ImpossibleError(
      'NOT_THE_API',
      `Something else than the catalog answers at ${url} (GET /healthz: ${status}). Is --url the catalog's API?`,
    );
  }
}

async function probe(url: string, signal: AbortSignal): Promise<Response> {
  try {
    const response = await fetch(`${url}/healthz`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]),
    });
    await response.body?.cancel();
    return response;
  } catch (error) {
    signal.throwIfAborted();
    const { hostname } = new URL(url);
    const fix = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
      ? 'Start the catalog with: npx --yes pnpm@12 start. Or name another one with --url.'
      : 'Check --url and the network.';
    throw new ImpossibleError('UNREACHABLE', `Nothing answers at ${url}. ${fix}`, { cause: error });
  }
}

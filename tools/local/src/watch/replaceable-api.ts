import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DevelopmentBuild, ReplacedCode } from '@async-catalog/local-cloud';
import { createProxyServer } from 'httpxy';
import { type ApiProcess, ApiStartError, startApiProcess } from '../api-process.ts';

/** An API whose process another can take the place of, while requests come in. */
export interface ReplaceableApi extends Omit<ApiProcess, 'child'> {
  /** `host:port` where debuggers can attach to the process that gets the requests; undefined without an `inspectPort`. */
  readonly inspector: string | undefined;
  /**
   * Gives further requests to a process that runs another bundle, once it listens; requests in flight are answered by the process that
   * has them. `signal` ends one that doesn't listen yet.
   * @throws {ConfigError | ApiStartError} if it doesn't start, and everything stays as it is.
   */
  readonly replace: (build: DevelopmentBuild, signal?: AbortSignal) => Promise<ReplacedCode>;
}

interface Options {
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly onLog: (line: string) => void;
  /** The bundle that it runs at first: the one to be shipped, unless a build is given. */
  readonly build?: DevelopmentBuild;
  /** Port of the inspector of the process that gets the requests, 0 for a free one; none without it. */
  readonly inspectPort?: number;
}

/** A process and the requests that it has. */
interface Upstream {
  readonly api: ApiProcess;
  readonly open: Set<ServerResponse>;
}

/** Matches what Node prints of its inspector, of each process again. */
const INSPECTOR_LINE =
  /^(?:Debugger (?:listening|ending) on ws:|Debugger attached\.|For help, see: https:\/\/nodejs\.org|Waiting for the debugger to disconnect)/;

const INSPECT_ON_DEMAND = fileURLToPath(new URL('inspect-on-demand.ts', import.meta.url));

/**
 * Longer than clients keep idle connections, as the API's own is: one that closes just as a client reuses it loses the client's request.
 */
const KEEP_ALIVE_MS = 65_000;

/**
 * Starts the API behind a proxy that has its port. Connections stay open while processes come and go, and each request goes to the process
 * on a connection of its own, so that no request is sent to a process that is about to end.
 * @throws {ConfigError | ApiStartError} as `startApiProcess`; the latter also if the port can't be had.
 */
export async function startReplaceableApi(options: Options): Promise<ReplaceableApi> {
  const { port, inspectPort } = options;
  /** Ends the processes that don't listen yet. */
  const stopping = new AbortController();
  const processes = new Set<ApiProcess>();

  function onLog(line: string): void {
    if (inspectPort === undefined || !INSPECTOR_LINE.test(line)) {
      options.onLog(line);
    }
  }

  async function startUpstream(
    build: DevelopmentBuild | undefined,
    signal = stopping.signal,
  ): Promise<Upstream> {
    const api = await startApiProcess({
      environment: { ...options.environment, ...(build && { NODE_COMPILE_CACHE: build.compileCache }) },
      port: 0,
      onLog,
      execArgv: [
        '--enable-source-maps',
        ...(inspectPort === undefined ? [] : ['--import', INSPECT_ON_DEMAND]),
      ],
      ...(build && { server: join(build.codeDirectory, 'server.cjs') }),
      signal: AbortSignal.any([stopping.signal, signal]),
    });
    processes.add(api);
    return { api, open: new Set<ServerResponse>() };
  }

  function putInEffect(upstream: Upstream): void {
    current = upstream;
    void watchEnd(upstream);
  }

  async function watchEnd(upstream: Upstream): Promise<void> {
    const code = await upstream.api.ended;
    processes.delete(upstream.api);
    if (upstream === current && !stopping.signal.aborted) {
      onLog(`The API ended unexpectedly with exit code ${code}. A change of its source starts it again.`);
    }
  }

  const proxy = createProxyServer({ agent: false });
  // The API closes its connection to the proxy, not the client's to it.
  proxy.on('proxyRes', ({ headers }) => {
    headers.connection = server.listening ? 'keep-alive' : 'close';
  });
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requireHostHeader: false },
    (request, response) => {
      const { api, open } = current;
      open.add(response);
      response.once('close', () => open.delete(response));
      proxy.web(request, response, { target: api.url }).catch((error: unknown) => refuse(response, error));
    },
  );
  let current = await startUpstream(options.build);
  putInEffect(current);
  /** Ends when the present process has the inspector's port. A debugger that holds the one before it delays that. */
  let handover = Promise.resolve();
  let inspector: URL | undefined;
  try {
    await listen(server, port);
    if (inspectPort !== undefined) {
      inspector = await openInspector(current, inspectPort);
      if (inspector === undefined) {
        throw new ApiStartError(
          `Can't debug the API at 127.0.0.1:${inspectPort}: the port is in use. Set INSPECT_PORT to another one.`,
        );
      }
    }
  } catch (error) {
    await current.api.stop();
    throw error;
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    // Its end doesn't end the run: the next change starts another one.
    ended: new Promise(() => {}),
    inspector: inspector?.host,
    async replace(build, signal) {
      const next = await startUpstream(build, signal);
      const previous = current;
      putInEffect(next);
      const unused = answered(previous).then(() => previous.api.stop());
      if (inspector !== undefined) {
        handover = handOver(previous, next, Number(inspector.port), handover);
      }
      return { unused };
    },
    async stop() {
      stopping.abort();
      const closed = once(server, 'close');
      server.close();
      await Promise.all([...processes].map((api) => api.stop()));
      await answered(current);
      server.closeAllConnections();
      await closed;
    },
    kill() {
      stopping.abort();
      processes.forEach((api) => api.kill());
    },
  };
}

async function answered({ open }: Upstream): Promise<void> {
  await Promise.all([...open].map((response) => once(response, 'close')));
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
  } else {
    response.writeHead(502, { 'content-type': 'text/plain' });
    response.end(`The API can't be reached: ${(error as Error).message}\n`);
  }
}

/** @throws {ApiStartError} naming the port and the variable that sets it. */
async function listen(server: Server, port: number): Promise<void> {
  try {
    const listening = once(server, 'listening');
    server.listen(port, '127.0.0.1');
    await listening;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'the port is in use' : message;
    throw new ApiStartError(
      `Can't listen on 127.0.0.1:${port}: ${reason}. Set API_PORT to listen elsewhere.`,
    );
  }
}

/** Lets another process have the inspector's port, once the one before it has closed it. */
async function handOver(from: Upstream, to: Upstream, port: number, before: Promise<void>): Promise<void> {
  await before;
  await openInspector(from, null);
  await openInspector(to, port);
}

/** Opens the inspector of a process at a port, or closes it for `null`. Resolves to its address, and to undefined if it isn't open, also when the process ends. */
async function openInspector(
  { api: { child, ended } }: Upstream,
  port: number | null,
): Promise<URL | undefined> {
  const answer = new Promise<unknown>((resolve) => {
    child.once('message', resolve);
    child.send({ port }, (error) => {
      if (error !== null) {
        resolve(null);
      }
    });
  });
  const url = await Promise.race([answer, ended]);
  return typeof url === 'string' ? new URL(url) : undefined;
}
